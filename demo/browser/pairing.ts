/** The pairing page's script: shows how far the pairing is, and goes on by itself once the phone is paired. */
const line = document.querySelector<HTMLElement>('#progress');
if (line) follow(line);
const left = document.querySelector<HTMLElement>('#left');
if (left) countDown(left);

function follow(line: HTMLElement): void {
  /** What the line says of each step, in the page's language. */
  const words: Record<string, string> = JSON.parse(line.dataset.words ?? '{}');
  const events = new EventSource('/pair/events');
  events.addEventListener('pairing', (event) => {
    const { progress } = JSON.parse(String(event.data)) as { progress: string };
    line.dataset.progress = progress;
    line.textContent = words[progress] || line.textContent;
    if (!['paired', 'refused', 'over'].includes(progress)) return;
    events.close();
    if (progress === 'paired') document.querySelector<HTMLFormElement>('#finish')?.requestSubmit();
  });
  addEventListener('pagehide', () => events.close());
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}

/** The seconds that the code is still good for, as "9:05". The server said how many; its clock needn't be this one's. */
function countDown(left: HTMLElement): void {
  const endMs = performance.now() + Number(left.dataset.seconds) * 1000;
  const timer = setInterval(() => {
    const seconds = Math.max(0, Math.ceil((endMs - performance.now()) / 1000));
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    if (seconds === 0) clearInterval(timer);
  }, 1000);
}
