import type { Actions } from '../../shared/authenticator/actions.ts';
import { AuthenticatorError } from '../../shared/authenticator/errors.ts';
import type { ActionAnswer, ActionRequest } from '../messages.ts';

/**
 * The actions, done by the background worker. A worker that ends before it has answered may have done what it was asked, or
 * may do it when it runs again. The code is `interrupted` then, since nobody can say that nothing happened.
 * @param send chrome.runtime.sendMessage: wakes the worker when it sleeps
 */
export function createRemoteActions(send: (request: ActionRequest) => Promise<ActionAnswer | undefined>): Actions {
  return new Proxy({} as Actions, {
    get: (_target, name) => async (input: unknown) => {
      const answer = await send({ type: 'action', name: name as keyof Actions, input }).catch(interrupted);
      if (answer === undefined) return interrupted(`no answer to ${String(name)}`);
      if (!('error' in answer)) return answer.output;
      const { code, message, params } = answer.error;
      if (code === undefined) throw new Error(message);
      throw new AuthenticatorError(code, message, params === undefined ? {} : { params });
    },
  });
}

function interrupted(cause: unknown): never {
  throw new AuthenticatorError('interrupted', 'the background worker ended', { cause });
}
