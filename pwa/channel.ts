/**
 * What the worker and the pages tell each other. The database is where they meet; these only say that it changed, or
 * where to look.
 */

/** To every page and the worker: requests, decisions or accounts are different now. */
export interface ChangedMessage {
  readonly type: 'changed';
}

/** From the worker to one page: a notification was tapped, show this address. */
export interface OpenMessage {
  readonly type: 'open';
  readonly hash: string;
}

export interface Channel {
  announce(message: ChangedMessage): void;
  /** @returns how to stop listening */
  listen(changed: () => void): () => void;
}

/** One channel for this page or worker. Its own messages don't come back to it. */
export function openChannel(): Channel {
  const channel = new BroadcastChannel('nod');
  return {
    announce: (message) => channel.postMessage(message),
    listen: (changed) => {
      const listener = ({ data }: MessageEvent) => {
        if (data?.type === 'changed') changed();
      };
      channel.addEventListener('message', listener);
      return () => channel.removeEventListener('message', listener);
    },
  };
}

export function isOpenMessage(data: unknown): data is OpenMessage {
  if (typeof data !== 'object' || data === null || !('type' in data) || !('hash' in data)) return false;
  return data.type === 'open' && typeof data.hash === 'string';
}
