import { Secret, TOTP } from 'otpauth';
import { readTotpCode, TOTP_DIGITS } from '../../shared/protocol/totp-code.ts';
import type { Core } from '../core/core.ts';
import type { RandomBytes } from '../crypto/ids.ts';
import { open, seal } from '../crypto/seal.ts';
import type { Db, Trx } from '../store/schema.ts';
import type { Asked, Way } from './way.ts';

/**
 * Six digits of another app (TOTP, RFC 6238), with what every such app understands: SHA-1, 30 seconds, 20 bytes. Unlike a
 * device's key it is a secret of both sides, so the server keeps it sealed, and its word is worth less.
 */
const ALGORITHM = 'SHA1';
const PERIOD_SECONDS = 30;
/** RFC 4226 section 4, R6: 160 bits. */
const SECRET_BYTES = 20;
/** One step before and after (RFC 6238 section 5.2): clocks differ, and people take a while to type. */
const WINDOW = 1;
const SEAL_LABEL = 'totp secret';

export const totp: Way = {
  isReady: async (db, userId, nowMs) => (await countingSecret(db, userId, nowMs)) !== undefined,
  read: readTotpCode,
  check: checkTotp,
};

/** A new secret: sealed for the database, and as the other app is given it. */
export function newTotpSecret(
  { keys, randomBytes }: { keys: Core['keys']; randomBytes: RandomBytes },
  of: { serverName: string; username: string },
): { sealed: string; uri: string; secret: string } {
  const secret = new Secret({ buffer: new Uint8Array(randomBytes(SECRET_BYTES)).buffer });
  const uri = new TOTP({ ...parameters(secret), issuer: label(of.serverName), label: label(of.username) }).toString();
  return { sealed: seal(keys.secret, SEAL_LABEL, secret.base32, randomBytes), uri, secret: secret.base32 };
}

/** @returns the time step of the code, where it is right at this moment. @throws SealError */
export function stepOfCode(
  { keys }: Pick<Core, 'keys'>,
  sealed: string,
  code: string,
  nowMs: number,
): number | undefined {
  const totp = new TOTP(parameters(Secret.fromBase32(open(keys.secret, SEAL_LABEL, sealed))));
  const delta = totp.validate({ token: code, timestamp: nowMs, window: WINDOW });
  return delta === null ? undefined : totp.counter({ timestamp: nowMs }) + delta;
}

/**
 * One use per step (RFC 6238 section 5.2): the UPDATE lets only a later one than the last pass, so of two who send the same
 * digits at once one is right, and whoever looks on while they are typed comes too late. They count only while the device
 * that set it up is active: what was set up at a stolen phone ends with the phone.
 */
async function checkTotp(core: Core, trx: Trx, { user, nowMs }: Asked, code: string): Promise<boolean> {
  const kept = await countingSecret(trx, user.id, nowMs);
  if (kept === undefined) return false;
  const step = stepOfCode(core, kept.secret_sealed, code, nowMs);
  if (step === undefined) return false;
  const { numUpdatedRows } = await trx
    .updateTable('totp_secrets')
    .set({ last_step: step })
    .where('user_id', '=', user.id)
    .where('secret_sealed', '=', kept.secret_sealed)
    .where('last_step', '<', step)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The sealed secret that counts at this moment. */
function countingSecret(db: Db, userId: string, nowMs: number) {
  return db
    .selectFrom('totp_secrets')
    .innerJoin('devices', 'devices.id', 'totp_secrets.by_device_id')
    .select('secret_sealed')
    .where('totp_secrets.user_id', '=', userId)
    .where('confirmed_at_ms', 'is not', null)
    .where('counts_from_ms', '<=', nowMs)
    .where('devices.state', '=', 'active')
    .executeTakeFirst();
}

function parameters(secret: Secret) {
  return { secret, algorithm: ALGORITHM, digits: TOTP_DIGITS, period: PERIOD_SECONDS };
}

/** A colon ends the issuer in the address (the format's own rule), and some apps cut it there. */
function label(text: string): string {
  return text.replaceAll(':', ' ').slice(0, 60);
}
