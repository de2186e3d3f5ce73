import { timingSafeEqual } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { troublePage } from './pages/trouble-page.ts';
import type { DemoEnv } from './site.ts';
import { wordsIn } from './words/all.ts';

/**
 * A request that changes something must come from this site's own pages: the browser says so (Origin, or Sec-Fetch-Site
 * where it sends no Origin), and the form holds its session's token. Attackers have got round either of the two alone.
 */
export function sameSite(origin: string) {
  return createMiddleware<DemoEnv>(async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const from = c.req.header('Origin');
    const ownPage = from === undefined ? c.req.header('Sec-Fetch-Site') === 'same-origin' : from === origin;
    const form = ownPage ? await c.req.parseBody().catch(() => undefined) : undefined;
    const token = form?.csrf;
    if (typeof token === 'string' && sameText(token, c.get('session').csrfToken)) return next();
    const session = c.get('session');
    const { outOfDate, start } = wordsIn(session.language).trouble;
    const trouble = { ...outOfDate, next: { href: '/', label: start } };
    return c.html(troublePage(session, session.language, trouble), 403);
  });
}

/**
 * Only this site's own address is served. Under another name (an IP address, a name that points here) cookies, Origin
 * checks and the address shown on the phone would not fit together.
 */
export function ownAddress(origin: string) {
  const { host } = new URL(origin);
  return createMiddleware(async (c, next) => {
    const url = new URL(c.req.url);
    if ((c.req.header('Host') ?? url.host) === host) return next();
    return c.req.method === 'GET' ? c.redirect(origin + url.pathname, 302) : c.text('Wrong address.', 421);
  });
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
