import { parseMatchingUrl } from '../protocol/matching-url.ts';
import { parseMoveUrl } from '../protocol/move-url.ts';
import { parsePairingUrl } from '../protocol/pairing-code.ts';
import { parseRegistrationUrl } from '../protocol/registration-api.ts';
import { AuthenticatorError } from './errors.ts';
import type { InboxItem, RequestId } from './inbox-item.ts';
import type { Reader } from './ports.ts';

/** Of any version. Its parser comes with the screen that needs it: what waits for a request loads none of it. */
const OFFLINE_TEXT = /^NOD[0-9]+:/;

/** A login page's code of a request that isn't the one on the screen, and may have to be fetched (fetch.ts). */
export interface ScannedLogin {
  readonly kind: 'login';
  /** The server that the request comes from. */
  readonly issuer: string;
  readonly challengeId: string;
  readonly code: string;
}

export type Scanned =
  | { readonly kind: 'code'; readonly item: InboxItem; readonly code: string }
  | ScannedLogin
  /** A login page's code for a phone without a network: what is in it, offline-code.ts reads. */
  | { readonly kind: 'offline'; readonly text: string }
  | { readonly kind: 'pairing'; readonly origin: string; readonly token: string }
  /** An application's own pairing link, without a secret. */
  | { readonly kind: 'registration'; readonly origin: string; readonly applicationId: string }
  | { readonly kind: 'move'; readonly origin: string; readonly tokens: readonly string[] };

/**
 * Reads the text of a QR code. A matching code counts only from the server of an account here: for the request `for` it is
 * its code; that of any other request leads to that one.
 * @throws AuthenticatorError qr_not_for_this
 */
export async function readScan(
  reader: Pick<Reader, 'inbox' | 'keys'>,
  text: string,
  options: { for?: RequestId } = {},
): Promise<Scanned> {
  const matching = attempt(() => parseMatchingUrl(text));
  if (matching) {
    const { origin: issuer, challengeId, code } = matching;
    const known = (await reader.inbox.find(challengeId)).filter(({ claims }) => claims.iss === issuer);
    for (const item of known) {
      const asked = options.for?.deviceId === item.deviceId && options.for.challengeId === challengeId;
      if (item.ended || item.claims.digits !== code.length) continue;
      return asked ? { kind: 'code', item, code } : { kind: 'login', issuer, challengeId, code };
    }
    const accounts = await reader.keys.accounts();
    if (known.length === 0 && accounts.some((account) => account.state === 'active' && account.issuer === issuer)) {
      return { kind: 'login', issuer, challengeId, code };
    }
    throw new AuthenticatorError('qr_not_for_this', 'the code belongs to no request that can be answered here');
  }
  if (OFFLINE_TEXT.test(text)) return { kind: 'offline', text };
  const pairing = options.for ? undefined : attempt(() => parsePairingUrl(text));
  if (pairing) return { kind: 'pairing', ...pairing };
  const registration = options.for ? undefined : attempt(() => parseRegistrationUrl(text));
  if (registration) return { kind: 'registration', ...registration };
  const move = options.for ? undefined : attempt(() => parseMoveUrl(text));
  if (move) return { kind: 'move', ...move };
  throw new AuthenticatorError('qr_not_for_this', 'not a code of Nod');
}

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
