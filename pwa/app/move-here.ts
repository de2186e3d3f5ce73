import type { Offer } from '../../shared/authenticator/enrol.ts';
import type { TestResult } from '../../shared/authenticator/test-push.ts';
import type { App } from '../../shared/ui/app/app-context.ts';

/** What a move works with. */
export interface MoveContext {
  readonly actions: App['actions'];
  readonly reader: App['reader'];
  readonly platform: Pick<App['platform'], 'deviceName' | 'description'>;
}

/**
 * Pairs the accounts of an old phone one after the other, and has the old phone asked for all of them with the same digits.
 * May be called again with the same offers when it threw: what has been paired is not paired twice.
 * @param push false: without notifications
 * @returns the new devices' ids, in the offers' order; undefined where the test of one has not arrived yet
 * @throws AuthenticatorError as the actions enrol and askToBeLetIn
 */
export async function moveHere(
  { actions, reader, platform }: MoveContext,
  offers: readonly Offer[],
  push: boolean,
): Promise<readonly string[] | undefined> {
  const ids: string[] = [];
  let code: string | undefined;
  for (const offer of offers) {
    // The server gives it the name of the one whose place it takes.
    const device = { kind: 'pwa', name: platform.deviceName, platform: platform.description } as const;
    const { kind, account } = await paired({ actions, reader }, offer, () => actions.enrol({ offer, device, push }));
    if (kind !== 'passed') return undefined;
    const { deviceId } = account;
    await actions.askToBeLetIn({ deviceId, again: false, ...(code === undefined ? {} : { code }) });
    code ??= (await reader.keys.account(deviceId))?.vouching?.code;
    ids.push(deviceId);
  }
  return ids;
}

/** A ticket works once: what an earlier attempt has paired goes on from where it stood. */
async function paired(
  { actions, reader }: Pick<MoveContext, 'actions' | 'reader'>,
  { origin, user }: Offer,
  enrol: () => Promise<TestResult>,
): Promise<TestResult> {
  const before = (await reader.keys.accounts()).find(
    ({ issuer, state, ...account }) =>
      issuer === origin && account.user.id === user.id && (state === 'pending' || state === 'unvouched'),
  );
  if (!before) return enrol();
  if (before.state === 'pending') return actions.sendTestAgain({ deviceId: before.deviceId });
  return { kind: 'passed', account: before };
}
