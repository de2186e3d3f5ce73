import type { Actions } from '../../shared/authenticator/actions.ts';
import { AuthenticatorError } from '../../shared/authenticator/errors.ts';
import type { ActionAnswer, ActionRequest } from '../messages.ts';

/**
 * The actions, done by the background worker.
 * @param send chrome.runtime.sendMessage: wakes the worker when it sleeps
 */
export function createRemoteActions(send: (request: ActionRequest) => Promise<ActionAnswer | undefined>): Actions {
  return new Proxy({} as Actions, {
    get: (_target, name) => async (input: unknown) => {
      const answer = await send({ type: 'action', name: name as keyof Actions, input });
      if (answer === undefined) throw new Error(`the background worker didn’t answer ${String(name)}`);
      if (!('error' in answer)) return answer.output;
      const { code, message, params } = answer.error;
      if (code === undefined) throw new Error(message);
      throw new AuthenticatorError(code, message, params === undefined ? {} : { params });
    },
  });
}
