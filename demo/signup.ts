import * as v from 'valibot';
import { signupPage } from './pages/signup-page.ts';
import { startPairing } from './pairing-ticket.ts';
import { PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS } from './password-hash.ts';
import type { App, Site } from './site.ts';
import { wordsIn } from './words/all.ts';
import type { DemoWords } from './words/en.ts';

const usernamePattern = /^[a-z0-9](?:[a-z0-9._-]{1,30})[a-z0-9]$/;

const formSchema = ({ signUp, password }: DemoWords) =>
  v.object({
    username: v.pipe(v.string(), v.trim(), v.toLowerCase(), v.regex(usernamePattern, signUp.usernameWrong)),
    displayName: v.optional(
      v.pipe(
        v.string(),
        v.trim(),
        v.maxLength(60, signUp.displayNameLong),
        v.regex(/^[^\p{Cc}\p{Cf}]*$/u, signUp.displayNameWrong),
      ),
      '',
    ),
    password: passwordSchema(password),
  });

/** @param words for what is wrong with it */
export const passwordSchema = ({ tooShort, tooLong }: DemoWords['password']) =>
  v.pipe(
    v.string(),
    v.minLength(PASSWORD_MIN_CHARACTERS, tooShort(PASSWORD_MIN_CHARACTERS)),
    v.maxLength(PASSWORD_MAX_CHARACTERS, tooLong(PASSWORD_MAX_CHARACTERS)),
  );

/** Sign-up tells which names are taken, as on every site where people choose their own. So finding them out is slow. */
const SIGN_UPS = { limit: 60, windowMs: 10 * 60_000 };

/** Step 1: an account with a password. It is of no use until step 2 pairs a phone with it (pairing.ts). */
export function signupStep(app: App, site: Site): void {
  app.get('/signup', (c) => c.html(signupPage(c.get('session'), {})));

  app.post('/signup', async (c) => {
    const words = wordsIn(c.get('session').language);
    const form = await c.req.parseBody();
    const given = { username: text(form.username), displayName: text(form.displayName) };
    const again = (errors: Record<string, string>, status: 422 | 429 = 422) =>
      c.html(signupPage(c.get('session'), { ...given, errors }), status);

    if (site.tries.spend([{ key: `signup@${site.clientIp(c)}`, ...SIGN_UPS }]) > 0) {
      return again({ username: words.signUp.tooMany }, 429);
    }
    const parsed = v.safeParse(formSchema(words), { ...given, password: text(form.password) });
    if (!parsed.success) return again(messages(parsed.issues));
    const { username, displayName, password } = parsed.output;
    if (holdsName(password, username)) return again({ password: words.password.holdsName });
    const passwordHash = await site.passwords.hash(password);
    const account = site.accounts.create({ username, displayName: displayName || username, passwordHash });
    if (!account) return again({ username: words.signUp.usernameTaken });

    site.sessions.replace(c, 'password', account.id);
    return startPairing(c, site, account);
  });
}

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
