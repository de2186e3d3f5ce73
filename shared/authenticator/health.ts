import type { Account } from './account.ts';
import type { Reader } from './ports.ts';
import { wantsPush } from './wants-push.ts';

/** A reason why requests may not reach a person. The screens have words for each code. */
export type Warning =
  | {
      readonly code:
        | 'device_revoked'
        | 'device_kept_out'
        | 'device_suspended'
        | 'device_pending'
        | 'device_unvouched'
        | 'key_missing'
        | 'user_locked'
        | 'device_unknown'
        | 'update_needed';
      readonly deviceId: string;
    }
  | { readonly code: 'notifications_denied' | 'notifications_not_asked' }
  | {
      readonly code:
        | 'push_gone'
        | 'push_failing'
        | 'push_slowed'
        | 'push_unavailable'
        | 'not_shown'
        | 'push_untested'
        | 'push_unchecked'
        | 'pull_only';
      readonly deviceId: string;
    }
  | { readonly code: 'clock_off'; readonly deviceId: string; readonly clockOffsetMs: number }
  | { readonly code: 'storage_not_persisted' }
  | { readonly code: 'codes_few' | 'only_device'; readonly deviceId: string };

/** Facts that the shell knows and the core can't. */
export interface ShellHealth {
  readonly permission: 'granted' | 'denied' | 'not_asked' | 'unsupported';
  /** navigator.storage.persisted(); null where the browser doesn't say. */
  readonly persisted: boolean | null;
}

const CLOCK_OFF_MS = 60_000;
/** From so many recovery codes on the person is told to make new ones (N15). */
export const FEW_CODES = 3;

/** @returns the warnings that apply at the moment, worst first; none when requests reach this device */
export async function checkHealth(reader: Pick<Reader, 'keys'>, shell: ShellHealth): Promise<Warning[]> {
  const accounts = await reader.keys.accounts();
  if (accounts.length === 0) return [];
  const warnings = (await Promise.all(accounts.map((account) => accountWarnings(reader, account)))).flat();
  const pushed = accounts.some((account) => account.state === 'active' && wantsPush(account));
  if (pushed && shell.permission === 'denied') warnings.push({ code: 'notifications_denied' });
  if (pushed && shell.permission === 'not_asked') warnings.push({ code: 'notifications_not_asked' });
  if (shell.persisted === false) warnings.push({ code: 'storage_not_persisted' });
  return warnings.sort((a, b) => WEIGHT.indexOf(a.code) - WEIGHT.indexOf(b.code));
}

const WEIGHT: readonly Warning['code'][] = [
  'device_revoked',
  'device_kept_out',
  'key_missing',
  'user_locked',
  'device_unknown',
  'device_suspended',
  'device_pending',
  'device_unvouched',
  'update_needed',
  'notifications_denied',
  'notifications_not_asked',
  'push_gone',
  'push_failing',
  'push_unavailable',
  'push_slowed',
  'not_shown',
  'push_untested',
  'clock_off',
  'pull_only',
  'push_unchecked',
  'storage_not_persisted',
  'codes_few',
  'only_device',
];

async function accountWarnings({ keys }: Pick<Reader, 'keys'>, account: Account): Promise<Warning[]> {
  const { deviceId } = account;
  const unusable = wasKeptOut(account) ? 'device_kept_out' : STATE_WARNINGS[account.state];
  if (unusable) return [{ code: unusable, deviceId }];
  if (!(await keys.hasKey(account.thumbprint))) return [{ code: 'key_missing', deviceId }];

  if (account.refusal) return [{ code: REFUSAL_WARNINGS[account.refusal], deviceId }];

  const warnings: Warning[] = [];
  if (account.updateNeeded) warnings.push({ code: 'update_needed', deviceId });
  const delivery = deliveryWarning(account);
  if (delivery) warnings.push({ code: delivery, deviceId });
  if (account.delivery === 'push' && account.showRefused) warnings.push({ code: 'not_shown', deviceId });
  // Positive when this device is ahead of the server.
  const clockOffsetMs = -(await keys.clockOffsetMs(account.issuer));
  if (Math.abs(clockOffsetMs) > CLOCK_OFF_MS) warnings.push({ code: 'clock_off', deviceId, clockOffsetMs });
  // Where none were ever made, their screen offers them, and a first pairing does; nobody is reminded each day.
  if ((account.recoveryCodesLeft ?? Infinity) <= FEW_CODES) warnings.push({ code: 'codes_few', deviceId });
  if (account.otherDevices === 0) warnings.push({ code: 'only_device', deviceId });
  return warnings;
}

/** Whether a recovery code would let a new device in, as far as is known. */
export function hasCodes({ recoveryCodesLeft }: Pick<Account, 'recoveryCodesLeft'>): boolean {
  return (recoveryCodesLeft ?? 0) > 0;
}

/** Whether requests that rang nobody can be fetched for this account (fetch.ts): older servers have none. */
export function canFetch({ state, server }: Pick<Account, 'state' | 'server'>): boolean {
  return state === 'active' && (server?.features.includes('fetch') ?? false);
}

/** Whether a device that can't be used any more was never let in: one of the others said no, or the time ran out. */
export function wasKeptOut({ state, vouching }: Pick<Account, 'state' | 'vouching'>): boolean {
  return state === 'revoked' && Boolean(vouching);
}

/** What is said of an account whose server refuses this device for what may pass. */
export const REFUSAL_WARNINGS = { user_locked: 'user_locked', proof_invalid: 'device_unknown' } as const;

const STATE_WARNINGS = {
  active: null,
  pending: 'device_pending',
  unvouched: 'device_unvouched',
  suspended: 'device_suspended',
  revoked: 'device_revoked',
} as const;

function deliveryWarning(account: Account) {
  const { delivery, pushHealth, pushTrouble } = account;
  // What there is to say is that the permission is missing, and that is said once for all accounts.
  if (account.pushPaused) return null;
  if (!wantsPush(account)) return 'pull_only';
  if (pushHealth === 'failed' && pushTrouble) return TROUBLE_WARNINGS[pushTrouble];
  // Until the test of a new subscription has arrived, requests show while Nod is open.
  if (delivery === 'pull' && pushHealth === 'unknown') return 'push_untested';
  return PUSH_WARNINGS[pushHealth];
}

const TROUBLE_WARNINGS = { slowed: 'push_slowed', unavailable: 'push_unavailable' } as const;
const PUSH_WARNINGS = { ok: null, unknown: 'push_unchecked', gone: 'push_gone', failed: 'push_failing' } as const;
