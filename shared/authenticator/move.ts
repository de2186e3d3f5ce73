import { MOVE_TOKENS_MAX, moveUrl } from '../protocol/move-url.ts';
import { notingRefusal } from './account.ts';
import { AuthenticatorError } from './errors.ts';
import type { Core } from './ports.ts';

/** What an old phone shows, for the new one to scan. */
export interface StartedMove {
  readonly qr: string;
  /** Server's clock. */
  readonly expiresAtMs: number;
}

/**
 * Has tickets made by which a new phone takes over the accounts of one server that are in use here, in one move.
 * @throws AuthenticatorError account_unknown where there is none, and the server's refusals
 */
export async function startMove(core: Core, issuer: string): Promise<StartedMove> {
  const accounts = (await core.keys.accounts()).filter((one) => one.issuer === issuer && one.state === 'active');
  const tokens: string[] = [];
  const untilMs: number[] = [];
  let move: { moveId?: string } = {};
  for (const account of accounts.slice(0, MOVE_TOKENS_MAX)) {
    const { moveId, token, expiresAtMs } = await notingRefusal(core, account.deviceId, core.api.move(account, move));
    move = { moveId };
    tokens.push(token);
    untilMs.push(expiresAtMs);
  }
  if (tokens.length === 0) throw new AuthenticatorError('account_unknown', 'no account of that server here');
  return { qr: moveUrl(issuer, tokens), expiresAtMs: Math.min(...untilMs) };
}
