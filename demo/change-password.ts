import * as v from 'valibot';
import { passwordPage } from './pages/password-page.ts';
import { holdsName, passwordSchema, text } from './signup.ts';
import type { App, Site } from './site.ts';
import { inTime } from './trouble.ts';
import { wordsIn } from './words/all.ts';

const MINUTE_MS = 60_000;

/**
 * A new password, for a person who is signed in (restricted.ts sees to that) and knows the old one. The old one alone is
 * not enough: somebody who has stolen it would lock the owner out. With it end all other sessions, first of all that of a
 * thief who waits for the phone.
 */
export function changePassword(app: App, site: Site): void {
  app.get('/password', (c) => c.html(passwordPage(c.get('session'), { account: c.get('account') })));

  app.post('/password', async (c) => {
    const [account, session] = [c.get('account'), c.get('session')];
    const words = wordsIn(session.language);
    const form = await c.req.parseBody();
    const [current, wanted] = [text(form.current), text(form.password)];
    const again = (errors: Record<string, string>, status: 401 | 422 | 429) =>
      c.html(passwordPage(session, { account, errors }), status);

    const key = `change-password:${account.id}`;
    const waitSeconds = site.tries.spend([{ key, limit: 5, windowMs: 5 * MINUTE_MS }]);
    if (waitSeconds > 0) return again({ current: words.signIn.tooMany(inTime(waitSeconds, words.inTime)) }, 429);
    if (!(await site.passwords.matches(current, account.passwordHash))) {
      return again({ current: words.password.wrong }, 401);
    }
    const parsed = v.safeParse(passwordSchema(words.password), wanted);
    if (!parsed.success) return again({ password: parsed.issues[0].message }, 422);
    if (holdsName(wanted, account.username)) return again({ password: words.password.holdsName }, 422);
    if (wanted === current) return again({ password: words.password.same }, 422);

    const passwordHash = await site.passwords.hash(parsed.output);
    site.db.transaction(() => {
      site.accounts.changePassword(account.id, passwordHash);
      site.sessions.endOthers(session);
    })();
    site.tries.forgive(key);
    return c.html(passwordPage(session, { account, changed: true }));
  });
}
