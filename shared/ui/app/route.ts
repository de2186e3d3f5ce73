/** Every place in the app. Routing is in the fragment, so no secret of a link ever reaches a server's log. */
export type Route =
  | { readonly name: 'home' }
  /** `code`: the digits, where they were scanned or typed inside the app before the request was fetched. In no address. */
  | { readonly name: 'request'; readonly challengeId: string; readonly code?: string }
  | { readonly name: 'signin' }
  /** A login's request as a scanned QR holds it. `text`: that, which stands in no address. */
  | { readonly name: 'offline'; readonly text: string }
  | { readonly name: 'pair'; readonly token: string | null }
  /** An application's own pairing link: its site shows a text (protocol/registration-api.ts). */
  | { readonly name: 'register'; readonly applicationId: string }
  /** The accounts of an old phone come here: `tokens` of its QR, one per account. */
  | { readonly name: 'move'; readonly tokens: readonly string[] }
  /** They go from here. */
  | { readonly name: 'leave' }
  | { readonly name: 'accounts' }
  /** Everything about one account. */
  | { readonly name: 'account'; readonly deviceId: string }
  /** `of`: one of the devices of that account's user. */
  | { readonly name: 'device'; readonly deviceId: string; readonly of: string }
  /** Why this very device is suspended, on that account. */
  | { readonly name: 'paused'; readonly deviceId: string }
  /** Recovery codes of that account's user. */
  | { readonly name: 'codes'; readonly deviceId: string }
  /** The app of six digits of that account's user. */
  | { readonly name: 'totp'; readonly deviceId: string }
  /** The address that notices about that account go to. */
  | { readonly name: 'email'; readonly deviceId: string }
  | { readonly name: 'letin'; readonly deviceId: string }
  /** Past requests of that account. `deviceId` null, from a notification: of the account with the newest one. */
  | { readonly name: 'history'; readonly deviceId: string | null }
  /** What happened to it, likewise. */
  | { readonly name: 'happened'; readonly deviceId: string | null }
  /** The link of an e-mail; works without an account. `token`: null where it is no longer known. */
  | { readonly name: 'undo'; readonly token: string | null }
  /** The same, about a new device that waits to be let in. */
  | { readonly name: 'waits'; readonly token: string | null }
  | { readonly name: 'settings' }
  | { readonly name: 'install' };

type PartOfAccount = 'paused' | 'codes' | 'totp' | 'email' | 'happened' | 'history';

const challenge = 'chl_[A-Za-z0-9_-]{22}';

const rows: readonly [RegExp, (parts: readonly string[]) => Route][] = [
  [/^#?\/?$/, () => ({ name: 'home' })],
  [new RegExp(`^#/request/(${challenge})$`), ([challengeId = '']) => ({ name: 'request', challengeId })],
  [/^#\/pair$/, () => ({ name: 'pair', token: null })],
  [/^#\/pair\/([A-Za-z0-9_-]{22})$/, ([token = '']) => ({ name: 'pair', token })],
  [/^#\/register\/(app_[A-Za-z0-9_-]{22})$/, ([applicationId = '']) => ({ name: 'register', applicationId })],
  [
    /^#\/move\/([A-Za-z0-9_-]{22}(?:\.[A-Za-z0-9_-]{22}){0,7})$/,
    ([tokens = '']) => ({ name: 'move', tokens: tokens.split('.') }),
  ],
  [/^#\/leave$/, () => ({ name: 'leave' })],
  // A matching link opens its request, but its digits are not taken over: anybody can send a link, and a code that comes
  // with it was not transferred from the screen where the login happens (N1). Only the scanner inside the app reads it.
  [new RegExp(`^#/match/(${challenge})/[0-9]{2,8}$`), ([challengeId = '']) => ({ name: 'request', challengeId })],
  [/^#\/signin$/, () => ({ name: 'signin' })],
  [/^#\/accounts$/, () => ({ name: 'accounts' })],
  [/^#\/accounts\/(dev_[A-Za-z0-9_-]{22})$/, ([deviceId = '']) => ({ name: 'account', deviceId })],
  [
    /^#\/accounts\/(dev_[A-Za-z0-9_-]{22})\/(paused|codes|totp|email|happened|history)$/,
    ([deviceId = '', name]) => ({ name: name as PartOfAccount, deviceId }),
  ],
  [
    /^#\/accounts\/(dev_[A-Za-z0-9_-]{22})\/(dev_[A-Za-z0-9_-]{22})$/,
    ([deviceId = '', of = '']) => ({ name: 'device', deviceId, of }),
  ],
  [/^#\/(happened|history)$/, ([name]) => ({ name: name as 'happened' | 'history', deviceId: null })],
  [/^#\/undo$/, () => ({ name: 'undo', token: null })],
  [/^#\/undo\/([A-Za-z0-9_-]{22})$/, ([token = '']) => ({ name: 'undo', token })],
  [/^#\/waits$/, () => ({ name: 'waits', token: null })],
  [/^#\/waits\/([A-Za-z0-9_-]{22})$/, ([token = '']) => ({ name: 'waits', token })],
  [/^#\/letin\/(dev_[A-Za-z0-9_-]{22})$/, ([deviceId = '']) => ({ name: 'letin', deviceId })],
  [/^#\/settings$/, () => ({ name: 'settings' })],
  [/^#\/install$/, () => ({ name: 'install' })],
];

/** @returns where a fragment leads; home for one that leads nowhere */
export function parseRoute(hash: string): Route {
  for (const [pattern, make] of rows) {
    const found = pattern.exec(hash);
    if (found) return make(found.slice(1));
  }
  return { name: 'home' };
}

/** The fragment of a place. Tokens are left out: each is used once and belongs in no history. */
export function hashOf(route: Route): string {
  switch (route.name) {
    case 'home':
      return '#/';
    case 'request':
      return `#/request/${route.challengeId}`;
    case 'account':
      return `#/accounts/${route.deviceId}`;
    case 'device':
      return `#/accounts/${route.deviceId}/${route.of}`;
    case 'paused':
    case 'codes':
    case 'totp':
    case 'email':
      return `#/accounts/${route.deviceId}/${route.name}`;
    case 'register':
      return `#/register/${route.applicationId}`;
    case 'happened':
    case 'history':
      return route.deviceId === null ? `#/${route.name}` : `#/accounts/${route.deviceId}/${route.name}`;
    case 'letin':
      return `#/letin/${route.deviceId}`;
    default:
      return `#/${route.name}`;
  }
}
