import { verifyDevice } from '../../shared/protocol/receipt.ts';
import type { Approval } from '../../shared/sdk/await-approval.ts';
import { isNodError } from '../../shared/sdk/errors.ts';
import type { NewChallenge } from '../../shared/sdk/rest-api.ts';
import { randomToken } from '../crypto/ids.ts';
import type { Answer } from './command.ts';
import { CommandFailure, usageFailure } from './failure.ts';
import { printable } from './print.ts';
import {
  type Asking,
  approvalOf,
  keep,
  newChallengeOf,
  personNamed,
  type Question,
  sayCode,
  sayWaiting,
  untilInterrupted,
} from './question.ts';
import { GROUP_MAX, type Group, groupLines, type Person, type QuorumProof } from './quorum-proof.ts';
import { ANSWER, TROUBLE } from './script-client.ts';

/** One member's request, and how it went. */
interface Vote {
  member: Person;
  challengeId: string;
  /** `pending` until it is final, or no more needed. */
  state: string;
  approval?: Approval;
  /** Of a no, where there is one. */
  reason?: string | undefined;
  /** Of the key that has approved. */
  thumbprint?: string;
}

/**
 * Asks several people the same, each by a request of their own, and takes the rest back once enough have said yes, or can
 * no more. Somebody's “This wasn’t me” ends it for all.
 * @param wanted `of` are user names, `as` is who asks; `need` is at least 1
 * @throws CommandFailure usage (nobody is asked then), interrupted; NodClientError, where too few can be asked the first one's reason
 */
export async function askQuorum(
  asking: Asking,
  question: Question,
  wanted: { of: readonly string[]; need: number; as: string },
): Promise<Answer> {
  const { terminal } = asking;
  const group = await groupOf(asking, wanted);
  return untilInterrupted(terminal, async (signal) => {
    const votes = await askEach(asking, question, group);
    try {
      await count(asking, question, { group, votes, signal });
    } finally {
      await takeBack(asking, votes);
    }
    const counted = await stillTheirs(asking, votes);
    if (counted.length < group.need || votes.some(({ state }) => state === 'reported')) return notEnough(group, votes);
    const receipts = counted.map(({ approval }) => approval?.receiptJws ?? '');
    const proof: QuorumProof = { type: 'nod-quorum', version: 1, group, receipts };
    keep(terminal, question.file, JSON.stringify(proof, null, 2));
    return {
      json: { state: 'approved', ...summary(group, votes), proof },
      text: `Approved by ${counted.map(({ member }) => printable(member.username)).join(', ')}.`,
    };
  });
}

/** Who may answer: those named, without whoever asks. */
async function groupOf(
  asking: Asking,
  { of, need, as }: { of: readonly string[]; need: number; as: string },
): Promise<Group> {
  const { terminal } = asking;
  if (of.length > GROUP_MAX) throw usageFailure(`--of takes ${GROUP_MAX} people at most.`);
  const personOf = async (name: string): Promise<Person> => {
    const { id: userId, username } = await personNamed(asking, name);
    return { userId, username };
  };
  const askedBy = await personOf(as);
  const named: Person[] = [];
  for (const name of of) {
    const person = await personOf(name);
    if (named.some(({ userId }) => userId === person.userId)) {
      throw usageFailure(`--of: ${printable(name)} is named twice, and counts once.`);
    }
    named.push(person);
  }
  const members = named.filter(({ userId }) => userId !== askedBy.userId);
  if (members.length < named.length) terminal.note(`${printable(askedBy.username)} asks, and so isn’t asked.\n`);
  if (need > members.length) {
    throw usageFailure(`--need ${need}: only ${members.length} can answer. Who asks is not among them.`);
  }
  return { need, askedBy, members, nonce: randomToken(terminal.randomBytes) };
}

/** Somebody who can't be asked (no phone, locked, asked too often) is left out, as long as enough are left. */
async function askEach(asking: Asking, question: Question, group: Group): Promise<Vote[]> {
  const { terminal, client } = asking;
  const lines = groupLines(group);
  const votes: Vote[] = [];
  /** Their time began last. */
  let latest: NewChallenge | undefined;
  const failures: unknown[] = [];
  for (const member of group.members) {
    const name = printable(member.username);
    try {
      const created = await client.createChallenge(newChallengeOf(asking, question, { user: member.username, lines }));
      sayCode(terminal, name, created);
      votes.push({ member, challengeId: created.id, state: 'pending' });
      latest = created;
    } catch (error) {
      terminal.note(`${name} can’t be asked: ${error instanceof Error ? error.message : 'unknown error'}\n`);
      failures.push(error);
    }
  }
  if (votes.length < group.need || latest === undefined) {
    await takeBack(asking, votes);
    throw failures[0];
  }
  sayWaiting(terminal, `${group.need} of ${votes.map(({ member }) => printable(member.username)).join(', ')}`, latest);
  return votes;
}

/** Waits until enough have said yes, or the rest is too few. */
async function count(
  asking: Asking,
  question: Question,
  { group, votes, signal }: { group: Group; votes: readonly Vote[]; signal: AbortSignal },
): Promise<void> {
  const { terminal } = asking;
  const lines = groupLines(group);
  const enough = new AbortController();
  const either = AbortSignal.any([signal, enough.signal]);
  const wait = async (vote: Vote) => {
    const asked = { challengeId: vote.challengeId, userId: vote.member.userId, lines, signal: either };
    try {
      const approval = await approvalOf(asking, question, asked);
      const thumbprint = await verifyDevice(approval.receipt);
      if (votes.some((other) => other.thumbprint === thumbprint)) {
        throw new CommandFailure(TROUBLE.failed, 'receipt_invalid', 'One key has answered for two people.');
      }
      Object.assign(vote, { state: 'approved', approval, thumbprint });
    } catch (error) {
      if (enough.signal.aborted && !signal.aborted) return;
      if (!isNodError(error, 'not_approved')) throw error;
      vote.state = error.state ?? 'unknown';
      vote.reason = error.denyReason;
    }
    const said = votes.filter(({ state }) => state === 'approved').length;
    const open = votes.filter(({ state }) => state === 'pending').length;
    terminal.note(`${printable(vote.member.username)}: ${vote.state} (${said} of ${group.need})\n`);
    if (said >= group.need || said + open < group.need || vote.state === 'reported') enough.abort();
  };
  try {
    await Promise.all(votes.map(wait));
  } finally {
    enough.abort();
  }
}

/**
 * Nobody should answer what has been decided, or a script that has gone. Somebody may have answered just before: a report, seen
 * only here, still ends it.
 */
async function takeBack({ client }: Asking, votes: readonly Vote[]): Promise<void> {
  const open = votes.filter(({ state }) => state === 'pending');
  await Promise.all(
    open.map(async (vote) => {
      const { challengeId: id } = vote;
      const ended = await client
        .cancelChallenge(id)
        .catch(() => client.getChallenge(id))
        .catch(() => undefined);
      if (ended?.state === 'reported') vote.state = 'reported';
    }),
  );
}

/**
 * A phone may have been removed, or its owner removed or locked, since it said yes: a yes counts by a key that is still its user's.
 * Nor does one count of which they have said since that it wasn't theirs: that is a report. It leaves the older of two devices active.
 */
async function stillTheirs({ client }: Asking, votes: readonly Vote[]): Promise<Vote[]> {
  const approved = votes.filter(({ state }) => state === 'approved');
  const checked = await Promise.all(
    approved.map(async (vote) => {
      // With its user a request goes, too.
      const ended = await unlessGone(client.getChallenge(vote.challengeId));
      if (ended?.disownedAtMs !== undefined) {
        vote.state = 'reported';
        return false;
      }
      const user = ended && (await unlessGone(client.getUser(vote.member.username)));
      if (user?.locked) {
        vote.state = 'locked';
        return false;
      }
      const devices = (user && (await unlessGone(client.listDevices(user.username)))) ?? [];
      const isTheirs = devices.some(
        ({ state, keyThumbprint }) => state === 'active' && keyThumbprint === vote.thumbprint,
      );
      if (!isTheirs) vote.state = 'removed';
      return isTheirs;
    }),
  );
  return approved.filter((_, index) => checked[index] === true);
}

async function unlessGone<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isNodError(error, 'challenge_unknown', 'user_unknown')) return undefined;
    throw error;
  }
}

function summary({ need, askedBy }: Group, votes: readonly Vote[]) {
  return {
    need,
    askedBy: askedBy.username,
    votes: votes.map(({ member, challengeId, state, reason }) => ({
      ...{ user: member.username, id: challengeId, state },
      ...(reason === undefined ? {} : { reason }),
    })),
  };
}

function notEnough(group: Group, votes: readonly Vote[]): Answer {
  const yeses = votes.filter(({ state }) => state === 'approved').length;
  const isNo = votes.some(({ state }) => state === 'denied' || state === 'reported');
  const each = votes.map(({ member, state, reason }) => {
    const said = `${printable(member.username)}: ${state === 'pending' ? 'no answer' : state}`;
    return reason === undefined ? said : `${said} (“${printable(reason)}”)`;
  });
  return {
    json: { state: isNo ? 'denied' : 'unanswered', ...summary(group, votes) },
    text: `${yeses} of ${group.need} said yes. ${each.join(', ')}.`,
    exitCode: isNo ? ANSWER.denied : ANSWER.unanswered,
  };
}
