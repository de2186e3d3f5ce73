import * as v from 'valibot';
import { signupPage } from './pages/signup-page.ts';
import { startPairing } from './pairing-ticket.ts';
import { PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS } from './password-hash.ts';
import type { App, Site } from './site.ts';

export const usernameSchema = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.regex(/^[a-z0-9](?:[a-z0-9._-]{1,30})[a-z0-9]$/, 'Choose 3 to 32 letters, digits, dots or hyphens.'),
);
export const passwordSchema = v.pipe(
  v.string(),
  v.minLength(PASSWORD_MIN_CHARACTERS, `Choose at least ${PASSWORD_MIN_CHARACTERS} characters.`),
  v.maxLength(PASSWORD_MAX_CHARACTERS, `Choose at most ${PASSWORD_MAX_CHARACTERS} characters.`),
);
const formSchema = v.object({
  username: usernameSchema,
  displayName: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.maxLength(60, 'Choose at most 60 characters.'),
      v.regex(/^[^\p{Cc}\p{Cf}]*$/u, 'Use letters, digits and spaces only.'),
    ),
    '',
  ),
  password: passwordSchema,
});

/** Sign-up tells which names are taken, as on every site where people choose their own. So finding them out is slow. */
const SIGN_UPS = { limit: 60, windowMs: 10 * 60_000 };

/** Step 1: an account with a password. It is of no use until step 2 pairs a phone with it (pairing.ts). */
export function signupStep(app: App, site: Site): void {
  app.get('/signup', (c) => c.html(signupPage(c.get('session'), {})));

  app.post('/signup', async (c) => {
    const form = await c.req.parseBody();
    const given = { username: text(form.username), displayName: text(form.displayName) };
    const again = (errors: Record<string, string>, status: 422 | 429 = 422) =>
      c.html(signupPage(c.get('session'), { ...given, errors }), status);

    if (site.tries.spend([{ key: `signup@${site.clientIp(c)}`, ...SIGN_UPS }]) > 0) {
      return again({ username: 'There have been too many sign-ups from here. Wait ten minutes, then go on.' }, 429);
    }
    const parsed = v.safeParse(formSchema, { ...given, password: text(form.password) });
    if (!parsed.success) return again(messages(parsed.issues));
    const { username, displayName, password } = parsed.output;
    if (holdsName(password, username)) return again({ password: HOLDS_NAME });
    const passwordHash = await site.passwords.hash(password);
    const account = site.accounts.create({ username, displayName: displayName || username, passwordHash });
    if (!account) return again({ username: 'That name is taken. Choose another one.' });

    site.sessions.replace(c, 'password', account.id);
    return startPairing(c, site, account);
  });
}

/** What is said of a password for which `holdsName` is true. */
export const HOLDS_NAME = 'Choose a password without your name in it.';

/** A password with the account's name in it is among the first that are guessed. */
export function holdsName(password: string, username: string): boolean {
  return password.toLowerCase().includes(username);
}

/** A form field as text: empty for a file, for a repeated field and for a missing one. */
export function text(field: unknown): string {
  return typeof field === 'string' ? field : '';
}

function messages(issues: readonly v.BaseIssue<unknown>[]): Record<string, string> {
  const byField: Record<string, string> = {};
  for (const issue of issues) byField[v.getDotPath(issue) ?? 'username'] ??= issue.message;
  return byField;
}
