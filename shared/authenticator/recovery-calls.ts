import * as v from 'valibot';
import {
  type MakeRecoveryCodes,
  type RecoveryCodes,
  type RecoveryCodesLeft,
  type RecoveryTicket,
  type RecoveryTicketRequest,
  recoveryCodesLeftSchema,
  recoveryCodesSchema,
  recoveryTicketSchema,
} from '../protocol/recovery-api.ts';
import type { Caller } from './account.ts';
import type { Core } from './ports.ts';

/** The calls about recovery codes, for screens that are opened now and then. Errors as every call's. */
type Asking = Pick<Core, 'api'>;

const CODES = '/device/v1/account/recovery-codes';

/** How many codes are left, and when they were made. */
export function callRecoveryCodesLeft({ api }: Asking, caller: Caller): Promise<RecoveryCodesLeft> {
  return api.ask({ origin: caller.issuer, caller, method: 'GET', path: CODES }, recoveryCodesLeftSchema);
}

/** Makes ten new codes; those of before end. They are told this once. */
export function callMakeRecoveryCodes(
  { api }: Asking,
  caller: Caller,
  body: MakeRecoveryCodes,
): Promise<RecoveryCodes> {
  return api.ask({ origin: caller.issuer, caller, method: 'POST', path: CODES, body }, recoveryCodesSchema);
}

/** Spends a code for a ticket; its token is claimed like a pairing link's. @throws recovery_invalid, whatever was wrong */
export function callRecoveryTicket(
  { api }: Asking,
  origin: string,
  body: RecoveryTicketRequest,
): Promise<RecoveryTicket> {
  return api.ask({ origin, method: 'POST', path: '/recovery/v1/ticket', body }, recoveryTicketSchema);
}

/** Lets this unvouched device in by a code. @throws recovery_invalid, whatever was wrong */
export function callRecoveryAdmission({ api }: Asking, caller: Caller, code: string): Promise<unknown> {
  const path = '/device/v1/vouching/recovery';
  return api.ask({ origin: caller.issuer, caller, method: 'POST', path, body: { code } }, v.unknown());
}
