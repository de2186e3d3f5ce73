import type { FurtherAnswer, FurtherRequest } from '../messages.ts';
import { isOwnPage, type Own, type Sender } from '../own-pages.ts';
import type { FurtherRegistrations } from './registrations.ts';

const ASKS: ReadonlySet<unknown> = new Set<FurtherRequest['ask']>(['current', 'subscribe', 'keep']);

/** @returns the request, or undefined for a message that is none, or isn't from this very extension's pages or worker */
export function parseFurtherRequest(message: unknown, sender: Sender, own: Own): FurtherRequest | undefined {
  if (!isOwnPage(sender, own)) return undefined;
  if (typeof message !== 'object' || message === null) return undefined;
  const { type, ask } = message as Partial<FurtherRequest>;
  return type === 'further' && ASKS.has(ask) ? (message as FurtherRequest) : undefined;
}

/** Answers the background worker. A refusal by the browser goes back as the browser's sentence. */
export async function runFurtherRequest(
  registrations: FurtherRegistrations,
  request: FurtherRequest,
): Promise<FurtherAnswer> {
  try {
    // JSON has no undefined.
    return { output: (await run(registrations, request)) ?? null };
  } catch (error) {
    return { error: String(error) };
  }
}

function run(registrations: FurtherRegistrations, request: FurtherRequest): Promise<unknown> {
  if (request.ask === 'current') return registrations.current(request.vapidPublicKey);
  if (request.ask === 'keep') return registrations.keep(request.vapidPublicKeys);
  return registrations.subscribe(request.vapidPublicKey, { fresh: request.fresh });
}
