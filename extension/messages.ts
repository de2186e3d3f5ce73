import type { Actions } from '../shared/authenticator/actions.ts';
import type { AuthenticatorError } from '../shared/authenticator/errors.ts';

/**
 * What pages of the extension ask of its background worker: an action by its name, with its input. A page may close in
 * mid-await; the worker finishes what it was asked. Chrome's messages are JSON, as are inputs and outputs of Actions.
 */
export interface ActionRequest {
  readonly type: 'action';
  readonly name: keyof Actions;
  readonly input: unknown;
}

export type ActionAnswer =
  | { readonly output: unknown }
  /** What the action threw; a code is only there when it was an AuthenticatorError. */
  | {
      readonly error: {
        readonly message: string;
        readonly code?: AuthenticatorError['code'];
        readonly params?: AuthenticatorError['params'];
      };
    };

/** The port that an open page holds: while there is one, the worker watches the accounts (SSE) and stays awake. */
export const OPEN_PAGE_PORT = 'open-page';

/**
 * What the background worker asks of the offscreen document, which alone can register further workers: each has one more
 * push subscription, for one more server's key (push/registrations.ts).
 */
export type FurtherRequest =
  | { readonly type: 'further'; readonly ask: 'current'; readonly vapidPublicKey: string }
  | { readonly type: 'further'; readonly ask: 'subscribe'; readonly vapidPublicKey: string; readonly fresh: boolean }
  /** Those for other keys are given back. */
  | { readonly type: 'further'; readonly ask: 'keep'; readonly vapidPublicKeys: readonly string[] };

export type FurtherAnswer = { readonly output: unknown } | { readonly error: string };

/** What came to a further worker. It can't wake the background worker itself: the offscreen document passes it on. */
export type FurtherEvent =
  | { readonly event: 'push'; readonly text: string | null }
  | { readonly event: 'subscription_change' };

/** How the offscreen document passes it on; the background worker answers `true` as soon as it has taken it. */
export interface HandedOver {
  readonly type: 'handed_over';
  readonly what: FurtherEvent;
}

/** Where the offscreen document is in the package. */
export const OFFSCREEN_PAGE = 'offscreen.html';
