import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { checkMark, MARK_MAX_AGE_MS, makeMark } from '../shared/sdk/known-browser.ts';
import type { Account } from './accounts.ts';
import type { Db } from './database.ts';

const SECRET_BYTES = 32;

export type KnownBrowsers = ReturnType<typeof createKnownBrowsers>;

/** Which browsers an account has signed in with: each keeps a mark, made with a secret that only this site has. */
export function createKnownBrowsers(options: {
  db: Db;
  origin: string;
  now: () => number;
  randomBytes: (size: number) => Uint8Array;
}) {
  const { db, now } = options;
  const secure = options.origin.startsWith('https:');
  const cookieName = secure ? '__Host-harbour-known' : 'harbour-known';
  db.prepare('insert into own_secrets (name, value) values (?, ?) on conflict (name) do nothing').run(
    'known browsers',
    Buffer.from(options.randomBytes(SECRET_BYTES)).toString('base64url'),
  );
  const row = db.prepare('select value from own_secrets where name = ?').get('known browsers') as { value: string };
  const secret = Uint8Array.from(Buffer.from(row.value, 'base64url'));
  const of = (account: Account) => ({ secret, user: account.id, now: now() });

  return {
    /** What Nod is told: whether this account has signed in with this browser before. */
    knows: (c: Context, account: Account): Promise<boolean> => checkMark(getCookie(c, cookieName), of(account)),
    /** Once the person is in. */
    async remember(c: Context, account: Account): Promise<void> {
      setCookie(c, cookieName, await makeMark(of(account)), {
        httpOnly: true,
        sameSite: 'Lax',
        secure,
        path: '/',
        maxAge: MARK_MAX_AGE_MS / 1000,
      });
    },
  };
}
