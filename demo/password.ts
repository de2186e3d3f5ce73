import { askForApproval } from './ask-for-approval.ts';
import { loginPage } from './pages/login-page.ts';
import { PASSWORD_MAX_CHARACTERS } from './password-hash.ts';
import { safePath } from './restricted.ts';
import { text } from './signup.ts';
import type { App, Site } from './site.ts';
import { inTime } from './trouble.ts';
import { wordsIn } from './words/all.ts';

const MINUTE_MS = 60_000;

/** Step 3a: something you know. A right password opens nothing by itself: it only has the phone asked (login.ts). */
export function passwordStep(app: App, site: Site): void {
  app.get('/login', (c) => {
    if (c.get('session').stage === 'in') return c.redirect('/notes', 303);
    return c.html(loginPage(c.get('session'), { next: safePath(c.req.query('next')) }));
  });

  app.post('/login', async (c) => {
    const words = wordsIn(c.get('session').language);
    const form = await c.req.parseBody();
    const username = text(form.username).trim().toLowerCase().slice(0, 64);
    const password = text(form.password).slice(0, PASSWORD_MAX_CHARACTERS);
    const next = safePath(text(form.next));
    const again = (error: string, status: 401 | 429) =>
      c.html(loginPage(c.get('session'), { username, next, error }), status);

    // Names that exist and names that don't get the same words, limits and work (ASVS 6.3.8).
    const fromHere = `password:${username}@${site.clientIp(c)}`;
    const waitSeconds = site.tries.spend([
      { key: fromHere, limit: 5, windowMs: 5 * MINUTE_MS },
      { key: `password:${username}`, limit: 50, windowMs: 60 * MINUTE_MS },
      { key: `password@${site.clientIp(c)}`, limit: 100, windowMs: 5 * MINUTE_MS },
    ]);
    if (waitSeconds > 0) return again(words.signIn.tooMany(inTime(waitSeconds, words.inTime)), 429);

    const account = site.accounts.byUsername(username);
    if (!(await site.passwords.matches(password, account?.passwordHash)) || !account) {
      return again(words.signIn.wrong, 401);
    }
    site.tries.forgive(fromHere);
    site.sessions.replace(c, 'password', account.id);
    return askForApproval(c, site, account, next);
  });
}
