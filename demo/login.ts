import { awaitApproval } from '../shared/sdk/await-approval.ts';
import { isNodError } from '../shared/sdk/errors.ts';
import { loginEvents } from '../shared/sdk/login-events.ts';
import { loginFallback } from '../shared/sdk/login-fallback.ts';
import { loginUpdate } from '../shared/sdk/login-update.ts';
import { askForApproval } from './ask-for-approval.ts';
import { troublePage } from './pages/trouble-page.ts';
import { waitingPage } from './pages/waiting-page.ts';
import type { App, DemoContext, Site } from './site.ts';
import { troubleWith } from './trouble.ts';
import { wordsIn } from './words/all.ts';
import type { DemoWords } from './words/en.ts';

/**
 * What this site takes where no device is at hand, if Nod's operator does too. Of such a login nothing is signed by a device:
 * it is Nod's word alone, which is enough for notes. One list for what is offered, and for what is believed.
 */
const FALLBACKS = ['offline', 'totp', 'email', 'bypass'] as const;

interface PendingLogin {
  challenge_id: string;
  code: string;
  qr: string;
  next_path: string;
}

/** Step 3b: something you have. The session alone says which challenge is meant: no URL holds a challenge's id. */
export function loginStep(app: App, site: Site): void {
  const { db, nod, now } = site;
  const find = db.prepare('select * from logins where session_id_hash = ?');
  const take = db.prepare('delete from logins where session_id_hash = ? and challenge_id = ?');
  const useOnce = db.prepare(
    `insert into used_challenges (challenge_id, user_id, receipt, used_at_ms) values (?, ?, ?, ?)
     on conflict (challenge_id) do nothing`,
  );

  /** The login that this session waits for, and its account. */
  const pending = (c: DemoContext) => {
    const session = c.get('session');
    const account = session.stage === 'password' ? site.accounts.byId(session.userId) : undefined;
    const login = account && (find.get(session.idHash) as PendingLogin | undefined);
    return account && login ? { account, login, session } : undefined;
  };

  app.get('/login/wait', async (c) => {
    const waiting = pending(c);
    if (!waiting) return c.redirect('/login', 303);
    const { challenge_id: challengeId, code, qr } = waiting.login;
    const challenge = await nod.getChallenge(challengeId).catch(() => undefined);
    const update = challenge && loginUpdate(challenge, now(), FALLBACKS);
    return c.html(waitingPage(waiting.session, { challengeId, code, qr, update, account: waiting.account }));
  });

  /** The events for <nod-login>. The API key stays here; a browser hears only about its own session's login. */
  app.get('/login/events', (c) => {
    const waiting = pending(c);
    if (!waiting) return c.body(null, 204); // Tells an EventSource to stop asking.
    const challengeId = waiting.login.challenge_id;
    return loginEvents({ client: nod, challengeId, now, signal: site.stopping, fallbacks: FALLBACKS });
  });

  /** "Phone not at hand?" A right code ends the request; it signs nobody in: /login/finish does, as always. */
  app.post('/login/fallback', async (c) => {
    const waiting = pending(c);
    if (!waiting) return c.json({ refused: 'challenge_final' }, 409);
    const challengeId = waiting.login.challenge_id;
    return loginFallback({ client: nod, challengeId, posted: await c.req.parseBody(), fallbacks: FALLBACKS, now });
  });

  /** The page was told "approved" and asks to be let in. What the page says is hearsay: the receipt decides. */
  app.post('/login/finish', async (c) => {
    const waiting = pending(c);
    if (!waiting) return c.redirect('/login', 303);
    const { account, login, session } = waiting;
    try {
      const challenge = await nod.getChallenge(login.challenge_id);
      if (challenge.state !== 'approved') return c.redirect('/login/wait', 303);
      const { receipt, receiptJws } = await awaitApproval({
        client: nod,
        receipts: site.receipts,
        challengeId: login.challenge_id,
        userId: account.nodUserId ?? '',
        match: 'code',
        fallbacks: FALLBACKS,
      });
      const { iat, outcome, amr, acr, match, fallback } = receipt;
      const by = challenge.decidedBy?.name ?? null;
      const approval = JSON.stringify({ by, iat, outcome, amr, acr, match, fallback });
      const letIn = db.transaction(() => {
        if (take.run(session.idHash, login.challenge_id).changes !== 1) return false;
        if (useOnce.run(login.challenge_id, account.id, receiptJws, now()).changes !== 1) return false;
        site.sessions.replace(c, 'in', account.id, approval);
        return true;
      });
      if (!letIn()) return c.redirect('/login', 303);
      await site.browsers.remember(c, account);
      return c.redirect(login.next_path, 303);
    } catch (error) {
      site.log('an approval could not be checked:', error);
      const trouble = unproven(error, wordsIn(session.language));
      return c.html(troublePage(session, session.language, trouble), trouble.status);
    }
  });

  app.post('/login/cancel', async (c) => {
    const waiting = pending(c);
    // If an answer was faster, there is nothing to take back; still, that answer lets nobody in.
    if (waiting) await nod.cancelChallenge(waiting.login.challenge_id).catch(() => undefined);
    site.sessions.replace(c, 'visitor', null);
    return c.redirect('/login', 303);
  });

  /** "Try again": the password that opened this session counts until the session ends. */
  app.post('/login/again', async (c) => {
    const session = c.get('session');
    const account = session.stage === 'password' ? site.accounts.byId(session.userId) : undefined;
    if (!account) return c.redirect('/login', 303);
    const before = find.get(session.idHash) as PendingLogin | undefined;
    return askForApproval(c, site, account, before?.next_path ?? '/notes');
  });
}

/** An answer whose proof doesn't fit, and one that can't be checked now. */
function unproven(error: unknown, words: DemoWords): ReturnType<typeof troubleWith> {
  const { untrusted, back, notNow, goOn } = words.trouble;
  return isNodError(error, 'receipt_invalid')
    ? { ...untrusted, next: { href: '/login', label: back }, status: 403, forTheLog: true }
    : { ...troubleWith(error, words), text: notNow, next: { href: '/login/wait', label: goOn } };
}
