/** One line of `nod doctor`. `next` says what to do about it; what failed always has one. */
export interface CheckResult {
  check: string;
  status: 'ok' | 'warning' | 'failed';
  detail: string;
  next?: string;
}

/** How long anything over the network may take before it counts as unreachable. */
export const CHECK_TIMEOUT_MS = 5_000;

/** Why a request got no answer, in a word that can be looked up; never a URL. */
export function networkReason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  if (error.name === 'TimeoutError') return `no answer within ${CHECK_TIMEOUT_MS / 1000} s`;
  const { cause } = error;
  // Node tries all addresses of a name and gathers the errors.
  const inner = cause instanceof AggregateError ? cause.errors[0] : (cause ?? error);
  return inner instanceof Error && 'code' in inner ? String(inner.code) : 'no connection';
}
