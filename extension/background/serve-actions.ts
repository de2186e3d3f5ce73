import type { Actions } from '../../shared/authenticator/actions.ts';
import { AuthenticatorError } from '../../shared/authenticator/errors.ts';
import type { ActionAnswer, ActionRequest } from '../messages.ts';
import { isOwnPage, type Own, type Sender } from '../own-pages.ts';

/** @returns the request, or undefined for a message that is none, or isn't from a page of this very extension */
export function parseActionRequest(
  actions: Actions,
  message: unknown,
  sender: Sender,
  own: Own,
): ActionRequest | undefined {
  if (!isOwnPage(sender, own)) return undefined;
  if (typeof message !== 'object' || message === null) return undefined;
  const { type, name } = message as Partial<ActionRequest>;
  if (type !== 'action' || typeof name !== 'string' || !Object.hasOwn(actions, name)) return undefined;
  return message as ActionRequest;
}

/** Runs an action for a page. An error of ours goes back by its code; any other is for this worker's console. */
export async function runAction(actions: Actions, { name, input }: ActionRequest): Promise<ActionAnswer> {
  try {
    const action = actions[name] as (input: unknown) => Promise<unknown>;
    // JSON has no undefined: an action without an output gives null.
    return { output: (await action(input)) ?? null };
  } catch (error) {
    if (error instanceof AuthenticatorError) {
      return { error: { code: error.code, message: error.message, params: error.params } };
    }
    console.error(error);
    return { error: { message: String(error) } };
  }
}
