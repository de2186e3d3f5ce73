import type { Actions, PromptActions } from './actions.ts';
import { AuthenticatorError } from './errors.ts';
import type { LaterActions } from './later-actions.ts';

/**
 * All actions, of which those of screens that are opened now and then are fetched with the first of them.
 * @throws AuthenticatorError server_unreachable, from an action that could not be fetched; the next try fetches again
 */
export function withLater(prompt: PromptActions, fetchLater: () => Promise<LaterActions>): Actions {
  return new Proxy(prompt as Actions, {
    get: (own, name: keyof Actions) =>
      own[name] ??
      (async (input: unknown) => {
        const fetched = await fetchLater().catch((cause: unknown) => {
          throw new AuthenticatorError('server_unreachable', 'a part of the app is not to be had', { cause });
        });
        return (fetched[name as keyof LaterActions] as (input: unknown) => Promise<unknown>)(input);
      }),
  });
}
