import type { Self } from '../protocol/device-api.ts';
import { ProtocolError } from '../protocol/errors.ts';
import { type NoticeClaims, verifyNotice } from '../protocol/notice.ts';
import { type Account, accountFrom, type Caller, type Pairing, whatServerSays } from './account.ts';
import type { Core } from './core.ts';
import { endRequest } from './end-request.ts';
import { AuthenticatorError, errorCode } from './errors.ts';
import { unverifiedNames } from './ingest.ts';
import { updateServerKeys } from './keys-update.ts';
import { endedNotification, testNotification } from './notification-words.ts';
import type { Received } from './receive.ts';

/** A pairing that has not come to its end by then never will: its ticket ran out long ago. */
export const PAIRING_LIMIT_MS = 15 * 60_000;

/**
 * Handles a notice that came by push: echoes a test, takes in that a request has ended. Shows one notification.
 * @throws AuthenticatorError account_unknown, signature_invalid
 */
export async function receiveNotice(core: Core, notice: string): Promise<Received> {
  const { claims, account, pairing } = await openNotice(core, notice);
  if (account) {
    await core.keys.changeAccount(account.deviceId, (current) => ({ ...current, lastPushAtMs: core.now() }));
  }
  if (claims.notice === 'test') {
    const passed = account
      ? await echoTest(core, account, claims.nonce)
      : await echoPairingTest(core, pairing, claims.nonce, claims.sub);
    await core.notifier.show(testNotification(passed, core.now()));
    return { kind: 'test', deviceId: claims.sub, passed };
  }
  const id = { deviceId: claims.sub, challengeId: claims.challengeId };
  const ending = endingOf(claims);
  const known = await endRequest(core, id, ending, { announce: 'replace' });
  if (!known) await core.notifier.show(endedNotification(id, null, { ...ending, atMs: core.now() }));
  return { kind: 'ended', id };
}

/** Takes in a notice that came over the open stream: no notification of its own is due. @throws AuthenticatorError */
export async function takeInNotice(core: Core, notice: string): Promise<void> {
  const { claims, account } = await openNotice(core, notice);
  if (!account) return;
  if (claims.notice === 'test') {
    await echoTest(core, account, claims.nonce);
    return;
  }
  const id = { deviceId: account.deviceId, challengeId: claims.challengeId };
  const ending = endingOf(claims);
  await endRequest(core, id, ending, { announce: 'close' });
}

/** The stream may be faster than the answer to this device's own decision: what it tells then is no news from elsewhere. */
function endingOf({ state, decidedBy, thisDevice = false }: NoticeClaims & { notice: 'closed' }) {
  return { state, decidedBy: decidedBy ?? null, here: thisDevice };
}

type Opened = { readonly claims: NoticeClaims } & (
  | { readonly account: Account; readonly pairing?: undefined }
  | { readonly account?: undefined; readonly pairing: Pairing }
);

async function openNotice(core: Core, notice: string): Promise<Opened> {
  const { iss, sub } = unverifiedNames('notice', notice);
  // First the pairings: one becomes an account in a single step, so whoever looks in this order finds it in one of them.
  const pairings = await core.keys.pairings();
  const account = typeof sub === 'string' ? await core.keys.account(sub) : undefined;
  if (account) {
    const claims = await verify(core, account, account.deviceId, notice).catch(async (error: unknown) => {
      if (errorCode(error) !== 'signature_invalid') throw error;
      const pinnedKeys = await updateServerKeys(core, account).catch(() => account.pinnedKeys);
      return verify(core, { ...account, pinnedKeys }, account.deviceId, notice);
    });
    return { claims, account };
  }
  // The test push can be faster than the server's answer that names the device.
  const recent = pairings
    .filter(({ issuer, startedAtMs }) => issuer === iss && core.now() - startedAtMs < PAIRING_LIMIT_MS)
    .sort((a, b) => b.startedAtMs - a.startedAtMs);
  const pairing = recent[0];
  if (!pairing || typeof sub !== 'string') {
    throw new AuthenticatorError('account_unknown', 'a notice for no account of this device');
  }
  return { claims: await verify(core, pairing, sub, notice), pairing };
}

async function verify(
  core: Core,
  trusted: Pick<Account, 'issuer' | 'pinnedKeys'>,
  deviceId: string,
  notice: string,
): Promise<NoticeClaims> {
  try {
    const now = await core.clock.now(trusted.issuer);
    return await verifyNotice(notice, { keys: trusted.pinnedKeys, issuer: trusted.issuer, deviceId, now });
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    throw new AuthenticatorError('signature_invalid', `a notice that can't be believed: ${error.code}`);
  }
}

async function echoTest(core: Core, account: Account, nonce: string): Promise<boolean> {
  const self = await echo(core, account, nonce);
  if (!self) return false;
  await core.keys.changeAccount(account.deviceId, (current) => ({ ...current, ...whatServerSays(self, core.now()) }));
  return true;
}

async function echoPairingTest(core: Core, pairing: Pairing, nonce: string, deviceId: string): Promise<boolean> {
  const self = await echo(core, pairing, nonce);
  if (!self || self.deviceId !== deviceId || self.user.id !== pairing.user.id) return false;
  const account = { ...accountFrom(pairing, self, core.now()), lastPushAtMs: core.now() };
  await core.keys.addAccount(account);
  await core.keys.changeAccount(deviceId, (current) => ({
    ...current,
    ...whatServerSays(self, core.now()),
    lastPushAtMs: core.now(),
  }));
  return true;
}

/** @returns undefined when the server refuses the nonce or can't be reached: the person can have the test sent again */
async function echo(core: Core, caller: Caller, nonce: string): Promise<Self | undefined> {
  try {
    return await core.api.activate(caller, { nonce });
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}
