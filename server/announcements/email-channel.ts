import type { Core } from '../core/core.ts';
import { mac, sha256 } from '../crypto/seal.ts';
import type { OutboxRow } from '../store/schema.ts';
import { wordsFor } from '../words/all.ts';
import { mailOf } from './email-words.ts';
import type { Attempt } from './outbox.ts';
import { MailError, type SendMail } from './smtp.ts';
import { announcementById, type FullAnnouncement, undoTargetsOf } from './view.ts';
import type { Send } from './worker.ts';

/** For so long the link of an e-mail is good. */
const LINK_LIFE_MS = 7 * 86_400_000;
/** 22 base64url characters: 132 bits. */
const TOKEN_LENGTH = 22;

/** The no to a device that waits has to be good for as long as that can take, and a week more like any other. */
function linkEndMs(sentAtMs: number, { delayMs, letInAtMs }: FullAnnouncement['detail']): number {
  const fromMs = typeof letInAtMs === 'number' ? letInAtMs : sentAtMs;
  return fromMs + (typeof delayMs === 'number' ? delayMs : 0) + LINK_LIFE_MS;
}

/** @param mail null where this server sends no e-mail: then what is due is let go */
export function createEmailChannel(core: Core, mail: { send: SendMail; serverName: string } | null): Send {
  const { store, keys, origin, log } = core;

  /** The link that undoes it. It is a MAC of the row's id, so that a mail that is sent again has the same one. */
  async function undoUrl(row: OutboxRow, what: string, untilMs: number): Promise<string> {
    const token = mac(keys.secret, 'undo link', row.id).slice(0, TOKEN_LENGTH);
    await store.db
      .insertInto('undo_links')
      .values({
        token_hash: sha256(token),
        announcement_id: row.announcement_id,
        expires_at_ms: untilMs,
        used_at_ms: null,
      })
      .onConflict((conflict) => conflict.column('token_hash').doNothing())
      .execute();
    return `${origin}/#/${what === 'device.waits' ? 'waits' : 'undo'}/${token}`;
  }

  return async (row, signal): Promise<Attempt> => {
    if (mail === null) return { state: 'skipped', answer: 'no e-mail here' };
    const full = await announcementById(store.db, row.announcement_id);
    const user = await store.db
      .selectFrom('users')
      .select(['username', 'language'])
      .where('id', '=', row.user_id)
      .executeTakeFirst();
    if (full === undefined || user === undefined) return { state: 'skipped', answer: 'gone' };
    const canUndo = undoTargetsOf(full, 'email').length > 0;
    const untilMs = linkEndMs(row.created_at_ms, full.detail);
    const { subject, text } = mailOf({
      words: wordsFor(user.language, core.language),
      full,
      username: user.username,
      serverName: mail.serverName,
      origin,
      undoUrl: canUndo ? await undoUrl(row, full.row.what, untilMs) : null,
      undoUntilMs: untilMs,
    });
    try {
      await mail.send({ to: row.target, subject, text, messageId: row.id }, signal);
      return { state: 'sent' };
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      const { code, responseCode, isFinal } = error;
      log.warn({ outboxId: row.id, code, responseCode }, 'the mail server did not take an announcement');
      return { state: isFinal ? 'failed' : 'retry', answer: responseCode === 0 ? code : `${code} ${responseCode}` };
    }
  };
}
