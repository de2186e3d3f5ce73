import { type ChallengeClaims, signChallenge } from '../../shared/protocol/challenge.ts';
import { ProtocolError } from '../../shared/protocol/errors.ts';
import type { Core } from '../core/core.ts';

/**
 * Signs a challenge, with the place of its address where the application has named none and the operator's database knows one.
 * What an application says wins: it may know better than a guess by address. Beside much else that is long there may be no
 * room for a place; then the challenge goes without it, since nobody's request is refused for something that nobody asked for.
 *
 * @throws ProtocolError those of signChallenge
 */
export async function signWithPlace(
  { keys, places }: Pick<Core, 'keys' | 'places'>,
  claims: ChallengeClaims,
): Promise<string> {
  const { context } = claims;
  const place = context.ip === undefined || context.location !== undefined ? undefined : places.placeOf(context.ip);
  if (place === undefined) return signChallenge(claims, keys.signing);
  try {
    return await signChallenge({ ...claims, context: { ...context, location: place } }, keys.signing);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return signChallenge(claims, keys.signing);
  }
}
