import { countingEmail } from '../announcements/account-email.ts';
import { MailError, type SendMail } from '../announcements/smtp.ts';
import { newMatchingCode } from '../challenges/matching-code.ts';
import type { Background } from '../core/background.ts';
import type { Core } from '../core/core.ts';
import { mac, sameSecret } from '../crypto/seal.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { Trx } from '../store/schema.ts';
import { wordsFor } from '../words/all.ts';
import { codeMail } from './email-code-words.ts';
import type { Asked, Opened, Way } from './way.ts';

/** What sends the code. Where a server has none, there is no such way. */
export interface CodeMailer {
  readonly send: SendMail;
  readonly serverName: string;
  readonly background: Background;
  /** Ends what is being sent, when the server stops. */
  readonly signal: AbortSignal;
}

export const EMAIL_DIGITS = 8;
/** N3; a challenge lives no longer either. */
const LIFE_MS = 10 * 60_000;
/** Wrong codes of one challenge; then this way is over for it. */
const TRIES_PER_CHALLENGE = 3;
/** Whoever knows a password can open it as often as they like: this is what their victim finds in the mailbox. */
const MOST_MAILS: readonly { readonly inMs: number; readonly count: number }[] = [
  { inMs: 3_600_000, count: 5 },
  { inMs: 24 * 3_600_000, count: 15 },
];

/**
 * A code that is sent to the address that the user's announcements go to. It shows that somebody reads that mailbox and nothing
 * else: it is no out-of-band authenticator (N9, NIST SP 800-63B-4 section 3.1.3.1), which is why no application has it
 * unless its operator names it.
 *
 * Whether the user has an address can't be told by it: the same is written, counted and answered, and the mail goes out after
 * the answer.
 */
export function emailCodes({ send, serverName, background, signal }: CodeMailer): Way {
  async function deliver(core: Core, { application, challenge, user }: Asked, code: string): Promise<void> {
    const to = await countingEmail(core.store.db, user.id, core.clock());
    if (to === null) return;
    const ip = challenge.source_ip;
    const about = { serverName, origin: core.origin, username: user.username, application: application.name };
    const mail = codeMail({
      ...about,
      words: wordsFor(user.language, core.language),
      code,
      ip,
      place: core.places.placeOf(ip),
      lifeMinutes: LIFE_MS / 60_000,
    });
    try {
      await send({ ...mail, to, messageId: `code.${challenge.id}` }, signal);
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      const { code: errorCode, responseCode } = error;
      core.log.warn({ challengeId: challenge.id, code: errorCode, responseCode }, 'a code by e-mail was not taken');
    }
  }

  return {
    isReady: async (db, userId, nowMs) => (await countingEmail(db, userId, nowMs)) !== null,
    async open(core, asked): Promise<Opened> {
      const code = newMatchingCode(EMAIL_DIGITS, core.randomBytes);
      // Only the first time: whoever asks again waits for the mail that is on its way.
      if ((await keep(core, asked, code)) && asked.counts) background.run(deliver(core, asked, code));
      return { digits: EMAIL_DIGITS };
    },
    read(typed) {
      const digits = typed.replace(/[\s\-‐‑–—]/g, '');
      return new RegExp(`^[0-9]{${EMAIL_DIGITS}}$`).test(digits) ? digits : undefined;
    },
    check,
  };
}

/** @returns whether it is the first of this challenge. @throws NodError fallback_backing_off (`retryAfterSeconds`) */
async function keep({ store, keys, clock }: Core, { challenge, user }: Asked, code: string): Promise<boolean> {
  return store.transaction(async (trx) => {
    await store.takeTurn(trx, user.id);
    const atMs = clock();
    const known = await trx
      .selectFrom('email_codes')
      .select('challenge_id')
      .where('challenge_id', '=', challenge.id)
      .executeTakeFirst();
    if (known !== undefined) return false;
    await requireRate(trx, user.id, atMs);
    await trx
      .insertInto('email_codes')
      .values({
        challenge_id: challenge.id,
        user_id: user.id,
        code_mac: macOf(keys.secret, challenge.id, code),
        made_at_ms: atMs,
      })
      .execute();
    return true;
  });
}

async function requireRate(trx: Trx, userId: string, atMs: number): Promise<void> {
  for (const { inMs, count } of MOST_MAILS) {
    const recent = await trx
      .selectFrom('email_codes')
      .select('made_at_ms')
      .where('user_id', '=', userId)
      .where('made_at_ms', '>', atMs - inMs)
      .orderBy('made_at_ms', 'desc')
      .limit(count)
      .execute();
    const oldest = recent[count - 1];
    if (oldest === undefined) continue;
    const retryAfterSeconds = Math.ceil((oldest.made_at_ms + inMs - atMs) / 1000);
    throw new NodError(
      'fallback_backing_off',
      'Many codes were sent already. Choose another way, or try again later.',
      {
        params: { retryAfterSeconds },
      },
    );
  }
}

/**
 * Bound to its challenge by the MAC and the row, good for ten minutes, and used up by the try that is right.
 * @throws NodError email_used_up
 */
async function check({ keys }: Core, trx: Trx, { challenge, nowMs }: Asked, digits: string): Promise<boolean> {
  const kept = await trx
    .updateTable('email_codes')
    .set((row) => ({ tried: row('tried', '+', 1) }))
    .where('challenge_id', '=', challenge.id)
    .where('tried', '<', TRIES_PER_CHALLENGE)
    .where('made_at_ms', '>', nowMs - LIFE_MS)
    .returning(['code_mac', 'tried'])
    .executeTakeFirst();
  if (kept === undefined) {
    if (await wasSent(trx, challenge.id)) {
      throw new NodError(
        'email_used_up',
        'The code that was sent is good for nothing any more. Start the login again.',
      );
    }
    return false;
  }
  if (!sameSecret(macOf(keys.secret, challenge.id, digits), kept.code_mac)) return false;
  await trx
    .updateTable('email_codes')
    .set({ tried: TRIES_PER_CHALLENGE })
    .where('challenge_id', '=', challenge.id)
    .execute();
  return true;
}

async function wasSent(trx: Trx, challengeId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('email_codes')
    .select('challenge_id')
    .where('challenge_id', '=', challengeId)
    .executeTakeFirst();
  return row !== undefined;
}

function macOf(secret: Uint8Array, challengeId: string, digits: string): string {
  return mac(secret, 'email code', challengeId, digits);
}
