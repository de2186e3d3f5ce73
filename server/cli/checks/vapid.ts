import type { Config } from '../../settings/config.ts';
import type { CheckResult } from './check.ts';

/** RFC 8292 section 2.1. What is wrong for sure, readConfig has refused. */
export function checkVapidSubject({ vapidSubject, demo }: Config): CheckResult {
  const check = 'vapid subject';
  if (demo && vapidSubject.endsWith('.example')) {
    return {
      check,
      status: 'warning',
      detail: `${vapidSubject} is nobody: good for the demo only`,
      next: 'Set NOD_VAPID_SUBJECT to an address of yours (mailto:you@…): push services write there before they block.',
    };
  }
  return { check, status: 'ok', detail: vapidSubject };
}
