import { USER_VERIFICATIONS } from '../accounts/policy.ts';
import type { Command } from './command.ts';

/** How an application's approvals are tied to its logins, as options. */
export const policyOptions = {
  origin: { kind: 'list', value: 'URL', help: 'its web origin, such as https://app.example.com; may be repeated' },
  match: {
    kind: 'text',
    value: 'code|origin,code|origin|none',
    help: 'how an approval is tied to the login, in order of preference (new: code)',
  },
  'origin-required': { kind: 'flag', help: 'with match origin: no code in its place' },
  'user-verification': {
    kind: 'text',
    value: USER_VERIFICATIONS.join('|'),
    help: 'finger, face or PIN before an approval, in the extension (new: discouraged)',
  },
  digits: { kind: 'text', value: 'N', help: 'length of the matching code, 2 to 8 (new: 6, as NIST wants)' },
  ttl: { kind: 'text', value: 'SECONDS', help: 'life of a challenge, 30 to 600 (new: 120)' },
} as const satisfies Command['options'];

/** A list stands for an order of preference; `origin` alone for nothing else. */
export function matchOf(text: string | undefined): string | string[] | undefined {
  return text === undefined || text === 'code' || text === 'none' ? text : text.split(',').map((name) => name.trim());
}
