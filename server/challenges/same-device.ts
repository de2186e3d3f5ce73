import { ownChallenge } from '../crypto/es256.ts';
import { addressBlock } from '../net/client-address.ts';
import { describeUserAgent } from '../net/user-agent.ts';
import type { ChallengeRow } from '../store/schema.ts';

/** Where a device's answer came from. */
export interface AnswerSource {
  deviceIp: string;
  /** The User-Agent header of the call. */
  userAgent?: string | undefined;
}

/**
 * X2: whether an answer comes from where its login was started: the same address (of IPv6 the same /64), the same browser and
 * the same operating system. Then nothing shows that two devices took part.
 *
 * A best effort. Both sides are somebody's word, read by the same rules: the login's is its application's (`context`), the
 * answer's is the device's. What either leaves out fits nothing; but a web app on an iPhone's Home Screen names no browser, so
 * there the system is enough. Two equal devices behind one address are taken for one. All this can only take a claim away.
 */
export function isSameDevice({ jws }: Pick<ChallengeRow, 'jws'>, { deviceIp, userAgent = '' }: AnswerSource): boolean {
  const { ip, browser, os } = ownChallenge(jws).context;
  if (ip === undefined || browser === undefined || os === undefined) return false;
  const answer = describeUserAgent(userAgent);
  const isOneBrowser = answer.browser === browser || (answer.browser === undefined && HOME_SCREENS.has(os));
  return addressBlock(ip) === addressBlock(deviceIp) && isOneBrowser && answer.os === os;
}

const HOME_SCREENS: ReadonlySet<string> = new Set(['iOS', 'iPadOS']);
