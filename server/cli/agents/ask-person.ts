import { setTimeout as pause } from 'node:timers/promises';
import type { NodClient } from '../../../shared/sdk/client.ts';
import { NodClientError } from '../../../shared/sdk/errors.ts';
import type { ReceiptVerifier } from '../../../shared/sdk/receipt.ts';
import type { ActionDetail, Attachment, Challenge, NewChallenge } from '../../../shared/sdk/rest-api.ts';
import type { Terminal } from '../command.ts';
import { CommandFailure } from '../failure.ts';
import { askerOf } from '../question.ts';
import { requireSameAction } from '../same-action.ts';
import { TROUBLE } from '../script-client.ts';

/** How an agent asks a person: by MCP (mcp-server.ts) and before it uses a tool (hook.ts). */
export interface Question {
  user: string;
  title: string;
  details: ActionDetail[];
  /** What is longer; the person has to scroll through all of it. */
  attachments?: Attachment[] | undefined;
  /** 30 to 600. */
  ttlSeconds: number;
  /** `any`: the extension may answer too, which an agent on the same desktop can press. */
  answerBy: 'phone' | 'any';
  userVerification?: 'required' | 'preferred' | undefined;
}

/** What came of it. Only `approved` is a yes, and its receipt has been verified. */
export interface Said {
  outcome: string;
  /** Of a no: why, where the person has said so, in their words. */
  reason?: string;
  /** The signed receipt, verified; absent where there is none, or none that proves this outcome. */
  receipt?: string;
}

/** How long an end waits for its question to be taken back. */
const TAKE_BACK_MS = 2_000;

export type Asking = Pick<Terminal, 'environment' | 'readFile' | 'fetch' | 'clock'>;

/**
 * Asks, and waits. A yes is a receipt that verifies, for exactly what was asked; where anything goes wrong, or `signal` ends it,
 * the question is taken back.
 * @throws CommandFailure, NodClientError: then nobody has said yes
 */
export async function askPerson(world: Asking, question: Question, signal: AbortSignal): Promise<Said> {
  const { client, receipts, application } = await askerOf(world);
  if (application.match !== 'none') {
    throw new CommandFailure(
      TROUBLE.config,
      'match_not_allowed',
      'This API key is of an application that wants a code typed, and an agent has no page to show one. Make another: nod app create NAME --for agents',
    );
  }
  const { user, title, details, attachments = [], ttlSeconds, answerBy, userVerification } = question;
  signal.throwIfAborted();
  // It isn't cut off by the signal: whoever doesn't know whether it was made could not take it back.
  const creating = client.createChallenge({
    user,
    action: { title, details, ...(attachments.length === 0 ? {} : { attachments, readAll: true }) },
    ttlSeconds,
    ...(answerBy === 'phone' ? { answerBy } : {}),
    ...(userVerification === undefined ? {} : { userVerification }),
  });
  try {
    const created = await unlessAborted(creating, signal);
    const ended = await client.waitForFinal(created.id, { signal });
    return ended.state === 'approved'
      ? { outcome: 'approved', receipt: await provenYes({ client, receipts }, question, created, signal) }
      : { outcome: ended.state, ...(await provenEnd({ client, receipts }, ended, created, signal)) };
  } catch (error) {
    await takeBack(client, creating);
    throw error;
  }
}

interface Proof {
  client: NodClient;
  receipts: ReceiptVerifier;
}

async function provenYes({ client, receipts }: Proof, question: Question, created: NewChallenge, signal: AbortSignal) {
  const { id: challengeId, userId } = created;
  if (userId === undefined) throw new NodClientError('bad_response', 'This server is too old for agents: update it.');
  const receipt = await client.getReceipt(challengeId, { signal });
  const verified = await receipts.verify(receipt, {
    challengeId,
    userId,
    ...(question.answerBy === 'phone' ? { answerBy: 'phone' } : {}),
    userVerified: question.userVerification === 'required',
  });
  await requireSameAction(verified, question);
  return receipt;
}

/** A no needs no proof. Where there is one, it is handed on. */
async function provenEnd(
  { client, receipts }: Proof,
  { state, denyReason }: Challenge,
  { id: challengeId, userId }: NewChallenge,
  signal: AbortSignal,
): Promise<Omit<Said, 'outcome'>> {
  const reason = denyReason === undefined ? {} : { reason: denyReason };
  const outcome = state === 'denied' ? 'denied' : state === 'reported' ? 'reported' : undefined;
  if (outcome === undefined || userId === undefined) return reason;
  try {
    const receipt = await client.getReceipt(challengeId, { signal });
    await receipts.verify(receipt, { challengeId, userId, outcome });
    return { ...reason, receipt };
  } catch {
    return reason;
  }
}

async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  let forget = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
    forget = () => signal.removeEventListener('abort', stop);
  });
  return Promise.race([work, aborted]).finally(forget);
}

async function takeBack(client: NodClient, creating: Promise<NewChallenge>): Promise<void> {
  const taken = creating.then(({ id }) => client.cancelChallenge(id)).catch(() => undefined);
  await Promise.race([taken, pause(TAKE_BACK_MS, undefined, { ref: false })]);
}

const SENTENCES: Readonly<Record<string, string>> = {
  approved: 'said yes.',
  denied: 'said no.',
  reported: 'says that this was not theirs.',
  expired: 'did not answer in time.',
  canceled: 'was not asked to the end: the question was taken back.',
};

/** What came of it as a sentence, for an agent to read. */
export function sentenceOf({ outcome, reason }: Said, user: string): string {
  if (outcome === 'denied' && reason !== undefined) return `${user} said no: ${reason}`;
  return `${user} ${SENTENCES[outcome] ?? 'has not said yes.'}`;
}
