import * as v from 'valibot';
import { type FallbacksResponse, fallbacksResponseSchema } from '../protocol/fallback-api.ts';
import type { FallbackWay } from '../protocol/receipt.ts';
import type { Caller } from './account.ts';
import type { Core } from './ports.ts';

/** The calls about ways to sign in without a device. Errors as every call's. */
type Asking = Pick<Core, 'api'>;

const FALLBACKS = '/device/v1/account/fallbacks';

/** How each way of the user stands: wrong codes, pauses, what is closed. */
export function callFallbacks({ api }: Asking, caller: Caller): Promise<FallbacksResponse> {
  return api.ask({ origin: caller.issuer, caller, method: 'GET', path: FALLBACKS }, fallbacksResponseSchema);
}

/** Opens a way again that wrong codes have paused or closed. */
export function callReopenFallback({ api }: Asking, caller: Caller, way: FallbackWay): Promise<unknown> {
  const path = `${FALLBACKS}/${way}/opening`;
  return api.ask({ origin: caller.issuer, caller, method: 'POST', path, body: {} }, v.unknown());
}
