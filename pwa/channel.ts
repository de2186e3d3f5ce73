/**
 * What the worker and the open pages tell each other. The database is where they meet; this only says that it changed.
 */
export type ChannelMessage =
  /** Requests, decisions or accounts are different now. */
  | { readonly type: 'changed' }
  /** A notification was tapped: show this address in the app. */
  | { readonly type: 'open'; readonly hash: string };

const NAME = 'nod';

export interface Channel {
  announce(message: ChannelMessage): void;
  /** @returns how to stop listening */
  listen(heard: (message: ChannelMessage) => void): () => void;
}

/** One channel for this page or worker. Its own messages don't come back to it. */
export function openChannel(): Channel {
  const channel = new BroadcastChannel(NAME);
  return {
    announce: (message) => channel.postMessage(message),
    listen: (heard) => {
      const listener = (event: MessageEvent) => {
        if (isChannelMessage(event.data)) heard(event.data);
      };
      channel.addEventListener('message', listener);
      return () => channel.removeEventListener('message', listener);
    },
  };
}

function isChannelMessage(data: unknown): data is ChannelMessage {
  if (typeof data !== 'object' || data === null || !('type' in data)) return false;
  return data.type === 'changed' || (data.type === 'open' && 'hash' in data && typeof data.hash === 'string');
}
