import { parseMatchingUrl } from '../protocol/matching-url.ts';

/**
 * Signing in on the phone that Nod is on. `link` opens the request in Nod by its id: never by its digits, which have to be
 * carried over (a link that brought them could be anybody's). null where a link doesn't open an installed app.
 */
export interface Phone {
  readonly link: string | null;
}

/**
 * Recognizes a phone: only to choose words and what comes first.
 * @param qr the content of the login's QR
 * @returns undefined on anything else
 */
export function recognizePhone(
  browser: { readonly userAgent: string; readonly maxTouchPoints: number },
  qr: string,
): Phone | undefined {
  const { userAgent, maxTouchPoints } = browser;
  // iPadOS calls itself a Mac; no Mac has a touch screen.
  const ios = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
  // On iOS a link opens the browser, whose storage is not that of the app on the Home Screen.
  if (ios) return { link: null };
  return /Android/.test(userAgent) ? { link: appLink(qr) } : undefined;
}

/**
 * Where a recovery code counts, for whoever has lost the phone.
 * @param qr the content of the login's QR, which Nod has made
 * @returns undefined where the page shows none
 */
export function lostPhoneAddress(qr: string): string | undefined {
  try {
    return `${parseMatchingUrl(qr).origin}/account`;
  } catch {
    return undefined;
  }
}

function appLink(qr: string): string | null {
  try {
    const { origin, challengeId } = parseMatchingUrl(qr);
    return `${origin}/#/request/${challengeId}`;
  } catch {
    return null;
  }
}
