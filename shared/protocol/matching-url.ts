import { ProtocolError } from './errors.ts';

/**
 * What the login page's QR holds: the challenge it belongs to and the matching code, behind the fragment, so that the
 * code never reaches a server's log when somebody opens the address with another scanner.
 */
export function matchingUrl(origin: string, challengeId: string, code: string): string {
  return `${origin}/#/match/${challengeId}/${code}`;
}

/** @returns the parts of a scanned matching QR. @throws ProtocolError malformed for any other text */
export function parseMatchingUrl(text: string): { origin: string; challengeId: string; code: string } {
  const found = /^(https?:\/\/[^/#?\s@]{1,100})\/#\/match\/(chl_[A-Za-z0-9_-]{22})\/([0-9]{2,8})$/.exec(text.trim());
  if (!found) throw new ProtocolError('malformed', 'not a matching code');
  const [, origin = '', challengeId = '', code = ''] = found;
  return { origin, challengeId, code };
}
