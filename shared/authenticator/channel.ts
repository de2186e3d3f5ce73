import type { EnrolStep } from './actions.ts';

/**
 * The messages between the background worker and the pages of one authenticator. They share the database; a message only
 * says that it has changed, or how far a pairing has come.
 */
export type ChannelMessage =
  /** Requests, decisions or accounts are different now. */
  | { readonly type: 'changed' }
  | { readonly type: 'step'; readonly step: EnrolStep }
  /** Whether the server of a watched account answers at the moment. */
  | { readonly type: 'reachable'; readonly issuer: string; readonly reachable: boolean };

export interface Channel {
  announce(message: ChannelMessage): void;
  /** @returns how to stop listening */
  listen(heard: (message: ChannelMessage) => void): () => void;
}

/** One channel for this page or worker. Its own messages don't come back to it. */
export function openChannel(): Channel {
  const channel = new BroadcastChannel('nod');
  return {
    announce: (message) => channel.postMessage(message),
    listen: (heard) => {
      // Only pages of the same origin are on it, and all of them are ours.
      const listener = ({ data }: MessageEvent) => heard(data as ChannelMessage);
      channel.addEventListener('message', listener);
      return () => channel.removeEventListener('message', listener);
    },
  };
}
