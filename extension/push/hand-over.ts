import type { FurtherEvent } from '../messages.ts';

/** The channel between further workers and the offscreen document; nothing else listens. */
const CHANNEL = 'nod-further';

type HandOverMessage =
  | { readonly kind: 'event'; readonly id: string; readonly what: FurtherEvent }
  | { readonly kind: 'taken'; readonly id: string }
  /** The offscreen document listens from now on. */
  | { readonly kind: 'here' };

/** A channel that only our own origin can reach, or what stands for it in tests. */
export type HandOverChannel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>;

export function openHandOverChannel(): HandOverChannel {
  return new BroadcastChannel(CHANNEL);
}

/**
 * The further worker's end: hands an event over, and once more when the offscreen document comes later.
 * @returns resolves when the background worker has taken the event, and never if it doesn't
 */
export function createHandOver(channel: HandOverChannel): (what: FurtherEvent) => Promise<void> {
  const open = new Map<string, { readonly message: HandOverMessage; readonly taken: () => void }>();
  channel.addEventListener('message', (event) => {
    const message = event.data as HandOverMessage;
    if (message.kind === 'here') for (const { message: again } of open.values()) channel.postMessage(again);
    if (message.kind === 'taken') {
      open.get(message.id)?.taken();
      open.delete(message.id);
    }
  });
  return (what) =>
    new Promise((taken) => {
      const message = { kind: 'event', id: crypto.randomUUID(), what } as const;
      open.set(message.id, { message, taken });
      channel.postMessage(message);
    });
}

/**
 * The offscreen document's end: passes each event on, once, and says when it was taken.
 * @param passOn gives whether the background worker has taken the event; a rejection counts as no
 */
export function takeOver(channel: HandOverChannel, passOn: (what: FurtherEvent) => Promise<boolean>): void {
  const seen = new Set<string>();
  channel.addEventListener('message', (event) => {
    const message = event.data as HandOverMessage;
    if (message.kind !== 'event' || seen.has(message.id)) return;
    const { id, what } = message;
    seen.add(id);
    passOn(what).then(
      (taken) => taken && channel.postMessage({ kind: 'taken', id } satisfies HandOverMessage),
      // The further worker that waits for it shows a notification then.
      (error: unknown) => console.error(error),
    );
  });
  channel.postMessage({ kind: 'here' } satisfies HandOverMessage);
}
