import type { Page } from '@playwright/test';
import { waitUntil } from './wait-until.ts';

/** How much slower a cheap phone is than a computer, as Lighthouse has it. */
export const PHONE_CPU_RATE = 4;

const OPENS_WITHIN_MS = 10_000;

/** Slows the main thread of a Chromium page, from now until the page closes. */
export async function slowPage(page: Page, rate = PHONE_CPU_RATE): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}

/** What a page starts with. */
export interface PageConditions {
  /** By how much its main thread is slowed. Threads of workers keep their speed; Chromium can't slow them. */
  readonly rate: number;
  /** Runs in it before all else. */
  readonly script: () => void;
}

/**
 * Holds every page that a Chromium opens from now on until it has these conditions. Playwright does so only for pages that it
 * opens itself: one that a worker opens may run before it hears of it.
 * @param port of a browser that was started with `--remote-debugging-port`
 * @returns how to stop
 */
export async function prepareNewPages(port: number, { rate, script }: PageConditions): Promise<Disposable> {
  const version = await waitUntil('the debugging port', () => readVersion(port), OPENS_WITHIN_MS);
  const socket = new WebSocket(version.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  let asked = 0;
  const send = (method: string, params: object, sessionId?: string) => {
    asked += 1;
    socket.send(JSON.stringify({ id: asked, method, params, sessionId }));
  };
  socket.onmessage = ({ data }) => {
    const { method, params } = JSON.parse(String(data));
    if (method !== 'Target.attachedToTarget') return;
    const { sessionId } = params;
    // The browser keeps the order. What comes while a page is on its way to another process arrives together with its
    // document, for which the script would be late.
    send('Page.enable', {}, sessionId);
    const source = `(${script})()`;
    send('Page.addScriptToEvaluateOnNewDocument', { source, runImmediately: true }, sessionId);
    send('Emulation.setCPUThrottlingRate', { rate }, sessionId);
    send('Runtime.runIfWaitingForDebugger', {}, sessionId);
  };
  const filter = [{ type: 'page' }, { exclude: true }];
  send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter });
  return { [Symbol.dispose]: () => socket.close() };
}

async function readVersion(port: number): Promise<{ webSocketDebuggerUrl: string } | undefined> {
  const answer = await fetch(`http://127.0.0.1:${port}/json/version`).catch(() => undefined);
  return (await answer?.json()) as { webSocketDebuggerUrl: string } | undefined;
}
