/**
 * A stand-in of a site that registers people as PushAuth's sample for servers did: `POST` with basic auth and JSON, where
 * `user` and `challenge` are a name and the number that the site has shown. A number lets in once; all else is a 401.
 */
export interface PushAuthSite {
  /** To be given to the server in place of the network. */
  readonly fetch: typeof fetch;
  /** What it was asked, in order. */
  readonly asked: { user: unknown; challenge: unknown }[];
  /** Signs somebody up. @returns the number on their page */
  signUp(user: string, number: number): string;
}

export const SITE_WEBHOOK = { url: 'https://shop.example/users/trust', username: 'unifyid', password: 'p4ss:word' };

/** @param url where it expects to be asked */
export function createPushAuthSite(url = SITE_WEBHOOK.url): PushAuthSite {
  const numbers = new Map<string, number>();
  const asked: PushAuthSite['asked'] = [];
  const wanted = `Basic ${Buffer.from(`${SITE_WEBHOOK.username}:${SITE_WEBHOOK.password}`).toString('base64')}`;
  return {
    asked,
    signUp(user, number) {
      numbers.set(user, number);
      return String(number);
    },
    async fetch(called, init = {}) {
      const headers = new Headers(init.headers);
      const isRight = String(called) === url && init.method === 'POST' && headers.get('authorization') === wanted;
      if (!isRight || headers.get('content-type') !== 'application/json') return new Response(null, { status: 401 });
      const { user, challenge } = JSON.parse(String(init.body));
      asked.push({ user, challenge });
      // As its language reads a number: digits at the beginning, or 0.
      if (numbers.get(user) !== (Number.parseInt(challenge, 10) || 0)) return new Response(null, { status: 401 });
      numbers.delete(user);
      return new Response(null, { status: 200 });
    },
  };
}
