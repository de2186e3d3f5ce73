import { hasLoginBypass, readBypassCode, spendBypass } from '../devices/bypass-codes.ts';
import type { Way } from './way.ts';

/** A code that an operator has made for one user and one application (`nod bypass`). */
export const bypass: Way = {
  isReady: hasLoginBypass,
  read: readBypassCode,
  check: (_core, trx, { application, user, nowMs }, code) =>
    spendBypass(trx, { userId: user.id, applicationId: application.id, code, nowMs }),
};
