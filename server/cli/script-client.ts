import * as v from 'valibot';
import { createNodClient, type NodClient } from '../../shared/sdk/client.ts';
import { NodClientError } from '../../shared/sdk/errors.ts';
import type { CommandInput, Terminal } from './command.ts';
import { CommandFailure, EXIT, usageFailure } from './failure.ts';

/**
 * Commands that are clients of a server, like any other: they know NOD_ORIGIN and the file of an API key, and nothing of the
 * server's own data. Their exit codes are answers first; what went wrong is 64 and above, as in sysexits.h.
 */
export const ANSWER = { approved: 0, denied: 1, unanswered: 2 } as const;
export const TROUBLE = {
  usage: 64,
  data: 65,
  noUser: 67,
  unavailable: 69,
  failed: 70,
  file: 73,
  later: 75,
  permission: 77,
  config: 78,
  interrupted: 130,
} as const;

/** Said by the help of these commands. */
export const ANSWER_CODES =
  'Exit codes: 0 approved, and the receipt proves it; 1 denied; 2 no answer; 64 and above: something is wrong, and nobody has approved.';

/** No failure, however unexpected, has the code of an answer. */
export function scriptExit(usual: number): number {
  if (usual >= TROUBLE.usage) return usual;
  return { [EXIT.usage]: TROUBLE.usage, [EXIT.config]: TROUBLE.config }[usual] ?? TROUBLE.failed;
}

/** @throws CommandFailure */
export function originOf({ environment }: Pick<Terminal, 'environment'>): string {
  const origin = environment.NOD_ORIGIN?.trim();
  if (origin !== undefined && URL.canParse(origin)) return new URL(origin).origin;
  throw new CommandFailure(TROUBLE.config, 'config', 'NOD_ORIGIN wants the server’s address, https://nod.example.org');
}

/** @throws CommandFailure config; NodClientError misconfigured */
export function clientOf(terminal: Pick<Terminal, 'environment' | 'readFile' | 'fetch'>): {
  client: NodClient;
  apiKey: string;
  origin: string;
} {
  const origin = originOf(terminal);
  const file = terminal.environment.NOD_API_KEY_FILE?.trim();
  if (!file) {
    throw new CommandFailure(
      TROUBLE.config,
      'config',
      'NOD_API_KEY_FILE wants a file that holds an API key; --help says of which application.',
    );
  }
  let apiKey: string;
  try {
    apiKey = terminal.readFile(file).trim();
  } catch {
    throw new CommandFailure(TROUBLE.config, 'config', `NOD_API_KEY_FILE: ${file} can not be read.`);
  }
  return { client: createNodClient({ origin, apiKey, fetch: terminal.fetch }), apiKey, origin };
}

/**
 * Reads `--timeout`, a time up to ten minutes.
 * @param leastSeconds the shortest that makes sense. @returns seconds; undefined where it isn't given. @throws CommandFailure usage
 */
export function timeoutOf(input: CommandInput, leastSeconds: number): number | undefined {
  const text = input.text('timeout');
  if (text === undefined) return undefined;
  const [, amount, unit] = /^([1-9][0-9]{0,3})(s|m)$/.exec(text) ?? [];
  const seconds = Number(amount) * (unit === 'm' ? 60 : 1);
  if (seconds >= leastSeconds && seconds <= 600) return seconds;
  throw usageFailure(`--timeout wants ${leastSeconds}s to 10m.`);
}

/** Reads `--user-verification`. @throws CommandFailure usage */
export function verificationOf(input: CommandInput): 'required' | 'preferred' | undefined {
  const text = input.text('user-verification');
  if (text === undefined || text === 'required' || text === 'preferred') return text;
  throw usageFailure('--user-verification wants required or preferred.');
}

const applicationSchema = v.object({
  id: v.string(),
  name: v.string(),
  match: v.string(),
  originRequired: v.boolean(),
});
export type OwnApplication = v.InferOutput<typeof applicationSchema>;

/** The application whose key this is: its id is the audience of its receipts. @throws CommandFailure */
export async function ownApplication(
  { fetch }: Pick<Terminal, 'fetch'>,
  { origin, apiKey }: { origin: string; apiKey: string },
): Promise<OwnApplication> {
  const response = await fetch(`${origin}/v1/application`, {
    headers: { authorization: `Bearer ${apiKey}` },
    // A redirect would carry the API key to another address.
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined);
  if (response === undefined) throw new CommandFailure(TROUBLE.unavailable, 'network', `${origin} can not be reached.`);
  if (response.status === 401) {
    throw new CommandFailure(TROUBLE.permission, 'unauthorized', 'The API key is not known there, or was replaced.');
  }
  const parsed = v.safeParse(applicationSchema, await response.json().catch(() => undefined));
  if (response.ok && parsed.success) return parsed.output;
  throw new CommandFailure(TROUBLE.unavailable, 'bad_response', `${origin} does not answer as Nod does.`);
}

const BY_CODE: Partial<Record<NodClientError['code'], number>> = {
  user_unknown: TROUBLE.noUser,
  unauthorized: TROUBLE.permission,
  scope_missing: TROUBLE.permission,
  match_not_allowed: TROUBLE.permission,
  verification_not_allowed: TROUBLE.permission,
  misconfigured: TROUBLE.config,
  request_malformed: TROUBLE.usage,
  action_too_large: TROUBLE.usage,
  attachment_invalid: TROUBLE.data,
  attachment_too_large: TROUBLE.data,
  attachments_full: TROUBLE.later,
  receipt_invalid: TROUBLE.failed,
  new_device_key: TROUBLE.failed,
  rate_limited: TROUBLE.later,
  push_limit: TROUBLE.later,
  user_backing_off: TROUBLE.later,
  user_quarantined: TROUBLE.later,
};

/** What the SDK has met, as a failure of a command. */
export function scriptFailure(error: unknown): unknown {
  if (!(error instanceof NodClientError)) return error;
  return new CommandFailure(BY_CODE[error.code] ?? TROUBLE.unavailable, error.code, error.message);
}
