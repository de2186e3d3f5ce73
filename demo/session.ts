import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { type Language, languageAccepted } from '../shared/languages/languages.ts';
import type { Db } from './database.ts';
import type { DemoEnv } from './site.ts';

/**
 * How far a session has come: a `visitor` has shown nothing; after `password`, the good one, the person may only finish
 * signing in (or pair a first device); `in` is signed in.
 */
export type Stage = 'visitor' | 'password' | 'in';

export interface Session {
  idHash: string;
  stage: Stage;
  /** The browser's, of this one request. */
  language: Language;
  userId: string | null;
  csrfToken: string;
  createdAtMs: number;
  /** The receipt's claims, with stage `in`. */
  approval: string | null;
}

const LIFETIME_MS: Record<Stage, number> = {
  visitor: 60 * 60_000,
  password: 20 * 60_000,
  in: 12 * 60 * 60_000,
};
const SESSION_ID_BYTES = 16; // 128 bits

interface Row {
  id_hash: string;
  stage: Stage;
  user_id: string | null;
  csrf_token: string;
  created_at_ms: number;
  approval: string | null;
}

/** What the browser asks for: also of a request that has no session yet. */
export function languageOf(c: Context): Language {
  return languageAccepted(c.req.header('accept-language'));
}

export type Sessions = ReturnType<typeof createSessions>;

export function createSessions(options: {
  db: Db;
  origin: string;
  now: () => number;
  randomBytes: (size: number) => Uint8Array;
}) {
  const { db, now } = options;
  const secure = options.origin.startsWith('https:');
  // The __Host- prefix makes browsers refuse the cookie unless it is Secure, for this host and for every path.
  const cookieName = secure ? '__Host-harbour' : 'harbour';
  const find = db.prepare('select * from sessions where id_hash = ? and expires_at_ms > ?');
  const insert = db.prepare(
    `insert into sessions (id_hash, user_id, stage, csrf_token, created_at_ms, expires_at_ms, approval)
     values (?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = db.prepare('delete from sessions where id_hash = ?');
  const removeOthers = db.prepare('delete from sessions where user_id = ? and id_hash <> ?');
  const removeExpired = db.prepare('delete from sessions where expires_at_ms <= ?');
  const randomText = () => Buffer.from(options.randomBytes(SESSION_ID_BYTES)).toString('base64url');
  const hash = (id: string) => createHash('sha256').update(id).digest('base64url');

  function read(c: Context): Session | undefined {
    const id = getCookie(c, cookieName);
    const row = id === undefined ? undefined : (find.get(hash(id), now()) as Row | undefined);
    if (!row) return undefined;
    return {
      idHash: row.id_hash,
      stage: row.stage,
      language: languageOf(c),
      userId: row.user_id,
      csrfToken: row.csrf_token,
      createdAtMs: row.created_at_ms,
      approval: row.approval,
    };
  }

  function begin(c: Context<DemoEnv>, stage: Stage, userId: string | null, approval: string | null = null): Session {
    const id = randomText();
    const session: Session = {
      idHash: hash(id),
      stage,
      language: languageOf(c),
      userId,
      csrfToken: randomText(),
      createdAtMs: now(),
      approval,
    };
    const expiresAtMs = session.createdAtMs + LIFETIME_MS[stage];
    insert.run(session.idHash, userId, stage, session.csrfToken, session.createdAtMs, expiresAtMs, approval);
    setCookie(c, cookieName, id, {
      httpOnly: true,
      sameSite: 'Lax',
      secure,
      path: '/',
      maxAge: LIFETIME_MS[stage] / 1000,
    });
    c.set('session', session);
    return session;
  }

  return {
    /**
     * A new session in place of the old one, under a new id, at every step up and at the end. So an id that an attacker
     * planted or overheard before the step is worth nothing after it (session fixation).
     */
    replace(c: Context<DemoEnv>, stage: Stage, userId: string | null, approval: string | null = null): Session {
      remove.run(c.get('session').idHash);
      return begin(c, stage, userId, approval);
    },
    /** Ends all other sessions of this one's account, also those that only wait for the phone; so ends what they waited for. */
    endOthers(session: Session): void {
      removeOthers.run(session.userId, session.idHash);
    },
    /** Gives every request a session; one without gets a visitor's. */
    middleware: createMiddleware<DemoEnv>(async (c, next) => {
      const known = read(c);
      if (known) c.set('session', known);
      else begin(c, 'visitor', null);
      await next();
    }),
    forgetExpired(): void {
      removeExpired.run(now());
    },
  };
}
