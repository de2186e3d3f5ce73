/** The pairing page's script: shows how far the pairing is, and goes on by itself once the phone is paired. */
const WORDS: Record<string, string> = {
  waiting: 'Waiting for your phone.',
  checking: 'Found your phone. It is checking that notifications reach it.',
  paired: 'Paired. Now sign in with it.',
  over: 'This code has run out. Make a new one.',
};

const line = document.querySelector<HTMLElement>('#progress');
if (line) follow(line);

function follow(line: HTMLElement): void {
  const events = new EventSource('/pair/events');
  events.addEventListener('pairing', (event) => {
    const { progress } = JSON.parse(String(event.data)) as { progress: string };
    line.dataset.progress = progress;
    line.textContent = WORDS[progress] ?? '';
    if (progress !== 'paired' && progress !== 'over') return;
    events.close();
    if (progress === 'paired') document.querySelector<HTMLFormElement>('#finish')?.requestSubmit();
  });
  addEventListener('pagehide', () => events.close());
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}
