import * as v from 'valibot';
import {
  type TotpAction,
  type TotpBegun,
  type TotpResponse,
  totpBegunSchema,
  totpResponseSchema,
} from '../protocol/totp-api.ts';
import type { Caller } from './account.ts';
import type { Core } from './ports.ts';

/** The calls about an app of six digits, for its screen. Errors as every call's. */
type Asking = Pick<Core, 'api'>;

const path = '/device/v1/account/totp';

export function callTotp({ api }: Asking, caller: Caller): Promise<TotpResponse> {
  return api.ask({ origin: caller.issuer, caller, method: 'GET', path }, totpResponseSchema);
}

/** @returns what the other app is given, this once. @throws totp_exists, device_too_young */
export function callBeginTotp({ api }: Asking, caller: Caller, body: TotpAction): Promise<TotpBegun> {
  return api.ask({ origin: caller.issuer, caller, method: 'POST', path, body }, totpBegunSchema);
}

/** @throws totp_not_begun, wrong_code */
export function callConfirmTotp({ api }: Asking, caller: Caller, code: string): Promise<TotpResponse> {
  return api.ask({ origin: caller.issuer, caller, method: 'PUT', path, body: { code } }, totpResponseSchema);
}

/** @throws device_too_young */
export function callRemoveTotp({ api }: Asking, caller: Caller, body: TotpAction): Promise<unknown> {
  return api.ask({ origin: caller.issuer, caller, method: 'DELETE', path, body }, v.unknown());
}
