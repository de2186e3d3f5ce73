import type { Actions, PromptActions } from './actions.ts';
import { AuthenticatorError } from './errors.ts';
import type { LaterActions } from './later-actions.ts';

/** Every action of later-actions.ts, by its name: what is no name here is no action that is fetched. */
const LATER: Readonly<Record<keyof LaterActions, true>> = {
  removeAccount: true,
  renameDevice: true,
  listDevices: true,
  renameOther: true,
  prepareAction: true,
  suspendDevice: true,
  resumeDevice: true,
  removeDevice: true,
  objectToSuspension: true,
  lookAtSelf: true,
  pullHappened: true,
  pullNews: true,
  seeHappened: true,
  undoHappened: true,
  undoByLink: true,
  takeReportBack: true,
  email: true,
  changeEmail: true,
};

/**
 * All actions, of which those of screens that are opened now and then are fetched with the first of them.
 * @throws AuthenticatorError server_unreachable, from an action that could not be fetched; the next try fetches again
 */
export function withLater(prompt: PromptActions, fetchLater: () => Promise<LaterActions>): Actions {
  const later = Object.keys(LATER).map((name) => [
    name,
    async (input: unknown) => {
      const fetched = await fetchLater().catch((cause: unknown) => {
        throw new AuthenticatorError('server_unreachable', 'a part of the app is not to be had', { cause });
      });
      return (fetched[name as keyof LaterActions] as (input: unknown) => Promise<unknown>)(input);
    },
  ]);
  return { ...prompt, ...(Object.fromEntries(later) as LaterActions) };
}
