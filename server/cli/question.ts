import { basename, dirname, extname } from 'node:path';
import { type Approval, awaitApproval } from '../../shared/sdk/await-approval.ts';
import type { NodClient } from '../../shared/sdk/client.ts';
import { isNodError } from '../../shared/sdk/errors.ts';
import { createReceiptVerifier, type ReceiptVerifier } from '../../shared/sdk/receipt.ts';
import type { ActionDetail, Attachment, ChallengeRequest, NewChallenge, User } from '../../shared/sdk/rest-api.ts';
import type { CommandInput, Terminal } from './command.ts';
import { CommandFailure, usageFailure } from './failure.ts';
import { printable } from './print.ts';
import { namesGroup } from './quorum-proof.ts';
import { requireSameAction } from './same-action.ts';
import { clientOf, type OwnApplication, ownApplication, TROUBLE, timeoutOf, verificationOf } from './script-client.ts';

/** A script's question, whoever answers it: what is asked, by which application, and what happens meanwhile. */
export interface Question {
  title: string;
  details: ActionDetail[];
  /** Texts that belong to it; whoever answers has to scroll through all of them. */
  attachments: Attachment[];
  answerBy: 'phone' | undefined;
  ttlSeconds: number | undefined;
  userVerification: 'required' | 'preferred' | undefined;
  /** Where the proof of a yes is kept. */
  file: string | undefined;
}

/** The application that asks, and what verifies its answers. */
export interface Asker {
  client: NodClient;
  receipts: ReceiptVerifier;
  application: OwnApplication;
}

export interface Asking extends Asker {
  terminal: Terminal;
}

/** Reads the options of a question, and the files that it names. @throws CommandFailure usage, file */
export function questionOf(input: CommandInput, terminal: Terminal): Question {
  return {
    title: input.operands.at(-1) ?? '',
    details: detailsOf(input),
    attachments: attachmentsOf(input, terminal),
    answerBy: answerByOf(input),
    ttlSeconds: timeoutOf(input, 30),
    userVerification: verificationOf(input),
    file: input.text('receipt'),
  };
}

/**
 * Finds out who asks: the server, and the application whose key this is.
 * @throws CommandFailure config, match_not_allowed, and those of ownApplication
 */
export async function beginAsking(terminal: Terminal): Promise<Asking> {
  const asker = await askerOf(terminal);
  const { application } = asker;
  if (application.originRequired) {
    throw new CommandFailure(
      TROUBLE.config,
      'match_not_allowed',
      `${printable(application.name)} takes answers at its login page only. Use a key of one with --match none, or code.`,
    );
  }
  return { terminal, ...asker };
}

/** @throws CommandFailure config, and those of ownApplication */
export async function askerOf(world: Pick<Terminal, 'environment' | 'readFile' | 'fetch' | 'clock'>): Promise<Asker> {
  const { client, apiKey, origin } = clientOf(world);
  const application = await ownApplication(world, { origin, apiKey });
  const { fetch, clock: now } = world;
  const receipts = createReceiptVerifier({ origin, applicationId: application.id, fetch, now });
  return { client, receipts, application };
}

/** The request to one person. @param lines what stands below the question's own details */
export function newChallengeOf(
  { application }: Asking,
  { title, details, attachments, ttlSeconds, userVerification, answerBy }: Question,
  { user, lines }: { user: string; lines: readonly ActionDetail[] },
): ChallengeRequest {
  return {
    user,
    action: {
      title,
      details: [...details, ...lines],
      ...(attachments.length === 0 ? {} : { attachments, readAll: true }),
    },
    // There is no login page where an origin could be seen.
    ...(application.match === 'origin' ? { match: 'code' as const } : {}),
    ...(userVerification === undefined ? {} : { userVerification }),
    ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
    ...(answerBy === undefined ? {} : { answerBy }),
  };
}

/**
 * Waits for one person's answer.
 * @returns a yes to exactly this question. @throws NodClientError not_approved, receipt_invalid, and what awaitApproval throws
 */
export async function approvalOf(
  { client, receipts }: Asking,
  question: Question,
  asked: { challengeId: string; userId: string; lines: readonly ActionDetail[]; signal: AbortSignal },
): Promise<Approval> {
  const { challengeId, userId, lines, signal } = asked;
  const { userVerification, answerBy } = question;
  const approval = await awaitApproval({
    ...{ client, receipts, challengeId, userId, signal },
    userVerified: userVerification === 'required',
    ...(answerBy === undefined ? {} : { answerBy }),
  });
  await requireSameAction(approval.receipt, { ...question, details: [...question.details, ...lines] });
  return approval;
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

/** What somebody needs to answer, also with --json: on standard error, never among the answer. */
export function sayCode(terminal: Terminal, name: string, { code, quiet }: NewChallenge): void {
  if (code !== undefined) terminal.err(`${name} types this on the phone: ${code}\n`);
  if (quiet) terminal.err(`${name} was asked too often lately, so nothing rings: they open Nod and look.\n`);
}

export function sayWaiting(terminal: Terminal, names: string, { expiresAtMs }: NewChallenge): void {
  const left = Math.max(1, Math.round((expiresAtMs - terminal.clock()) / 1000));
  terminal.note(`Waiting for ${names}, for ${left} s. Ctrl-C takes it back.\n`);
}

/** Before anybody is asked: a yes that can't be kept is worth nothing to the script. @throws CommandFailure file_exists, file */
export function requireNewFile(terminal: Terminal, file: string | undefined): void {
  if (file === undefined) return;
  if (terminal.fileExists(file)) {
    const said = `--receipt: ${file} is there already. Name another file.`;
    throw new CommandFailure(TROUBLE.file, 'file_exists', said);
  }
  const folder = dirname(file);
  if (folder === '.' || terminal.fileExists(folder)) return;
  throw new CommandFailure(TROUBLE.file, 'file', `--receipt: there is no folder ${folder}.`);
}

/** @throws CommandFailure user_unknown, which says the name, and among whom it was looked for; NodClientError */
export async function personNamed({ client, application }: Asking, name: string): Promise<User> {
  try {
    return await client.getUser(name);
  } catch (error) {
    if (!isNodError(error, 'user_unknown')) throw error;
    const said = `There is no user ${printable(name)} in the realm of ${printable(application.name)}. Check the spelling, and the realm: nod app list`;
    throw new CommandFailure(TROUBLE.noUser, 'user_unknown', said);
  }
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

const MEDIA_TYPES: Readonly<Record<string, Attachment['mediaType']>> = {
  '.json': 'application/json',
  '.diff': 'text/x-diff',
  '.patch': 'text/x-diff',
  '.md': 'text/markdown',
};

function attachmentsOf(input: CommandInput, terminal: Terminal): Attachment[] {
  return (input.list('attach') ?? []).map((file) => {
    const name = basename(file);
    const text = textOf(terminal, file);
    // What isn't UTF-8 would be read as another text than the one that is in the file.
    if (text.includes('\uFFFD')) {
      throw new CommandFailure(TROUBLE.data, 'file', `--attach: ${file} is not text in UTF-8.`);
    }
    return { name, mediaType: MEDIA_TYPES[extname(name).toLowerCase()] ?? 'text/plain', text };
  });
}

function textOf(terminal: Terminal, file: string): string {
  try {
    return terminal.readFile(file);
  } catch {
    throw new CommandFailure(TROUBLE.data, 'file', `--attach: ${file} can not be read.`);
  }
}

function answerByOf(input: CommandInput): 'phone' | undefined {
  const text = input.text('answer-by');
  if (text === undefined || text === 'phone') return text;
  throw usageFailure('--answer-by wants phone.');
}
