import { mac, sameSecret } from '../../crypto/seal.ts';
import type { AccountSession } from '../../recovery/account-session.ts';

/**
 * Whose form it is. A browser sends the cookie along whoever wrote the form, so three things have to agree: where the form
 * came from, the cookie, and a value that only a page of this session has had.
 */

/** The path is the cookie's too, so nothing else of this server is sent it. `__Host-` would want the path to be `/`. */
export const ACCOUNT_PATH = '/account';

function cookieName(https: boolean): string {
  return https ? '__Secure-nod-account' : 'nod-account';
}

/** @param token '' takes the cookie away. @returns the value of Set-Cookie */
export function sessionCookie(token: string, { https, maxAgeMs }: { https: boolean; maxAgeMs: number }): string {
  const attributes = [`Path=${ACCOUNT_PATH}`, `Max-Age=${Math.floor(maxAgeMs / 1000)}`, 'HttpOnly', 'SameSite=Strict'];
  return [`${cookieName(https)}=${token}`, ...attributes, ...(https ? ['Secure'] : [])].join('; ');
}

/**
 * @returns the token of the request's cookie; undefined where there is none, and where there are two: a page of a neighbouring
 *   host may have set the other one, to have the person work in a stranger's session
 */
export function sessionToken(request: Request, https: boolean): string | undefined {
  const name = `${cookieName(https)}=`;
  const cookies = (request.headers.get('cookie') ?? '').split(';').map((cookie) => cookie.trim());
  const [token, another] = cookies
    .filter((cookie) => cookie.startsWith(name))
    .map((cookie) => cookie.slice(name.length));
  return another === undefined && token !== undefined && /^[A-Za-z0-9_-]{22}$/.test(token) ? token : undefined;
}

/**
 * Whether a form was sent from a page of this server's own origin. Browsers that say so by Sec-Fetch-Site are believed; they
 * leave `null` in Origin where a page keeps its address to itself. Older ones have to name this origin.
 * https://html.spec.whatwg.org/multipage/form-control-infrastructure.html, https://www.w3.org/TR/fetch-metadata/
 */
export function isOwnForm({ headers }: Request, origin: string): boolean {
  const site = headers.get('sec-fetch-site');
  const from = headers.get('origin');
  if (site === null) return from === origin;
  return site === 'same-origin' && (from === null || from === 'null' || from === origin);
}

/** The value that each form of a session carries: a MAC, so nothing has to be kept. */
export function formToken(secret: Uint8Array, { tokenHash }: Pick<AccountSession, 'tokenHash'>): string {
  return mac(secret, 'account form', tokenHash);
}

export function isFormToken(secret: Uint8Array, session: Pick<AccountSession, 'tokenHash'>, sent: string): boolean {
  return sameSecret(formToken(secret, session), sent);
}
