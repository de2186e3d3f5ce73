import { parseMatchingUrl } from '../protocol/matching-url.ts';
import { parsePairingUrl } from '../protocol/pairing-code.ts';
import { AuthenticatorError } from './errors.ts';
import type { InboxItem, RequestId } from './inbox-item.ts';
import type { Reader } from './ports.ts';

export type Scanned =
  | { readonly kind: 'code'; readonly item: InboxItem; readonly code: string }
  | { readonly kind: 'pairing'; readonly origin: string; readonly token: string };

/**
 * Reads the text of a QR code. A matching code counts only for a request that waits here and came from the QR's own server;
 * with `for`, only for that very request.
 * @throws AuthenticatorError qr_not_for_this
 */
export async function readScan(
  reader: Pick<Reader, 'inbox'>,
  text: string,
  options: { for?: RequestId } = {},
): Promise<Scanned> {
  const matching = attempt(() => parseMatchingUrl(text));
  if (matching) {
    for (const item of await reader.inbox.find(matching.challengeId)) {
      const asked =
        !options.for || (options.for.deviceId === item.deviceId && options.for.challengeId === item.challengeId);
      const fits = item.claims.iss === matching.origin && item.claims.digits === matching.code.length;
      if (asked && fits && !item.ended) return { kind: 'code', item, code: matching.code };
    }
    throw new AuthenticatorError('qr_not_for_this', 'the code belongs to no request that waits here');
  }
  const pairing = options.for ? undefined : attempt(() => parsePairingUrl(text));
  if (pairing) return { kind: 'pairing', ...pairing };
  throw new AuthenticatorError('qr_not_for_this', 'not a code of Nod');
}

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
