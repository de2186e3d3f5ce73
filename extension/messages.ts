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
