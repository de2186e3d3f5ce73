import type { NodClient } from '../../shared/sdk/client.ts';
import { NodClientError } from '../../shared/sdk/errors.ts';
import { createReceiptVerifier, type ReceiptVerifier } from '../../shared/sdk/receipt.ts';
import type { ActionDetail, ChallengeRequest, NewChallenge } from '../../shared/sdk/rest-api.ts';
import type { CommandInput, Terminal } from './command.ts';
import { CommandFailure, usageFailure } from './failure.ts';
import { printable } from './print.ts';
import { namesGroup } from './quorum-proof.ts';
import { clientOf, type OwnApplication, ownApplication, TROUBLE } from './script-client.ts';

/** A script's question, whoever answers it: what is asked, by which application, and what happens meanwhile. */
export interface Question {
  title: string;
  details: ActionDetail[];
  ttlSeconds: number | undefined;
  userVerification: 'required' | 'preferred' | undefined;
  /** Where the proof of a yes is kept. */
  file: string | undefined;
}

export interface Asking {
  terminal: Terminal;
  client: NodClient;
  receipts: ReceiptVerifier;
  application: OwnApplication;
}

/** Reads the options of a question. @throws CommandFailure usage */
export function questionOf(input: CommandInput): Question {
  return {
    title: input.operands.at(-1) ?? '',
    details: detailsOf(input),
    ttlSeconds: timeoutOf(input),
    userVerification: verificationOf(input),
    file: input.text('receipt'),
  };
}

/**
 * Finds out who asks: the server, and the application whose key this is.
 * @throws CommandFailure config, match_not_allowed, and those of ownApplication
 */
export async function beginAsking(terminal: Terminal): Promise<Asking> {
  const { client, apiKey, origin } = clientOf(terminal);
  const application = await ownApplication(terminal, { origin, apiKey });
  if (application.originRequired) {
    throw new CommandFailure(
      TROUBLE.config,
      'match_not_allowed',
      `${printable(application.name)} takes answers at its login page only. Use a key of one with --match none, or code.`,
    );
  }
  const { fetch, clock: now } = terminal;
  const receipts = createReceiptVerifier({ origin, applicationId: application.id, fetch, now });
  return { terminal, client, receipts, application };
}

/** The request to one person. @param lines what stands below the question's own details */
export function newChallengeOf(
  { application }: Asking,
  { title, details, ttlSeconds, userVerification }: Question,
  { user, lines }: { user: string; lines: readonly ActionDetail[] },
): ChallengeRequest {
  return {
    user,
    action: { title, details: [...details, ...lines] },
    // There is no login page where an origin could be seen.
    ...(application.match === 'origin' ? { match: 'code' as const } : {}),
    ...(userVerification === undefined ? {} : { userVerification }),
    ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
  };
}

/**
 * Works until Ctrl-C.
 * @param work has to take back what it has asked, whatever ends it but an answer
 * @throws CommandFailure interrupted, and what `work` throws
 */
export async function untilInterrupted<T>(terminal: Terminal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopped = new AbortController();
  const forget = terminal.whenInterrupted(() => stopped.abort());
  try {
    return await work(stopped.signal);
  } catch (error) {
    if (!stopped.signal.aborted) throw error;
    throw new CommandFailure(TROUBLE.interrupted, 'interrupted', 'The question was taken back.');
  } finally {
    forget();
  }
}

/** Whether it has ended, and not with a yes. */
export function isNotApproved(error: unknown): error is NodClientError {
  return error instanceof NodClientError && error.code === 'not_approved';
}

/** What somebody needs to answer, also with --json: on standard error, never among the answer. */
export function sayCode(terminal: Terminal, name: string, { code, quiet }: NewChallenge): void {
  if (code !== undefined) terminal.err(`${name} types this on the phone: ${code}\n`);
  if (quiet) terminal.err(`${name} was asked too often lately, so nothing rings: they open Nod and look.\n`);
}

export function sayWaiting(terminal: Terminal, names: string, { expiresAtMs }: NewChallenge): void {
  const left = Math.max(1, Math.round((expiresAtMs - terminal.clock()) / 1000));
  terminal.note(`Waiting for ${names}, for ${left} s. Ctrl-C takes it back.\n`);
}

/** The proof is of a yes that was given: where it can't be kept, it is printed, and the script must not go on. */
export function keep(terminal: Terminal, file: string | undefined, proof: string): void {
  if (file === undefined) return;
  try {
    terminal.writeNewFile(file, `${proof}\n`);
  } catch {
    throw new CommandFailure(TROUBLE.file, 'file', `--receipt: ${file} can not be written. The receipt: ${proof}`);
  }
}

function detailsOf(input: CommandInput): ActionDetail[] {
  return (input.list('detail') ?? []).map((text) => {
    const [, label = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (label.trim() === '' || value.trim() === '') throw usageFailure('--detail wants LABEL=TEXT.');
    if (namesGroup(label)) throw usageFailure(`--detail: “${label.trim()}” is said by --as and --of.`);
    return { label: label.trim(), value: value.trim() };
  });
}

function timeoutOf(input: CommandInput): number | undefined {
  const text = input.text('timeout');
  if (text === undefined) return undefined;
  const [, amount, unit] = /^([1-9][0-9]{0,3})(s|m)$/.exec(text) ?? [];
  const seconds = Number(amount) * (unit === 'm' ? 60 : 1);
  if (seconds >= 30 && seconds <= 600) return seconds;
  throw usageFailure('--timeout wants 30s to 10m.');
}

function verificationOf(input: CommandInput): 'required' | 'preferred' | undefined {
  const text = input.text('user-verification');
  if (text === undefined || text === 'required' || text === 'preferred') return text;
  throw usageFailure('--user-verification wants required or preferred.');
}
