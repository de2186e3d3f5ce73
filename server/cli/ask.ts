import { isNodError } from '../../shared/sdk/errors.ts';
import type { Answer, Command, CommandInput } from './command.ts';
import { usageFailure } from './failure.ts';
import { printable } from './print.ts';
import {
  type Asking,
  approvalOf,
  beginAsking,
  keep,
  newChallengeOf,
  personNamed,
  type Question,
  questionOf,
  requireNewFile,
  sayCode,
  sayWaiting,
  untilInterrupted,
} from './question.ts';
import { askQuorum } from './quorum.ts';
import { askedByLine } from './quorum-proof.ts';
import { ANSWER, ANSWER_CODES, scriptExit, scriptFailure } from './script-client.ts';

/** `nod ask`: a script’s question to a person, or to several, whose yes is a receipt that verifies, and nothing else. */

export const askCommand: Command = {
  name: 'ask',
  summary: 'Ask a user something, from a script, and wait for the answer',
  takes: ['USER', 'TITLE'],
  takesWith: { option: 'of', takes: ['TITLE'] },
  exitOf: scriptExit,
  options: {
    detail: { kind: 'each', value: 'LABEL=TEXT', help: 'a line under the title; may be repeated' },
    attach: { kind: 'each', value: 'FILE', help: 'text, JSON or a diff that they have to scroll through; up to 4' },
    timeout: { kind: 'text', value: 'TIME', help: 'how long to wait: 30s to 10m (otherwise: as the application says)' },
    'user-verification': { kind: 'text', value: 'required|preferred', help: 'finger, face or PIN before the yes' },
    'answer-by': {
      kind: 'text',
      value: 'phone',
      help: 'devices that said they are phones, and no browser on a desktop',
    },
    receipt: { kind: 'text', value: 'FILE', help: 'where to keep the receipt of a yes; a file that isn’t there yet' },
    as: { kind: 'text', value: 'USER', help: 'who asks: they are told so, and USER can’t be it themselves' },
    of: { kind: 'list', value: 'USER,…', help: 'ask several people, in place of one USER; takes --need and --as' },
    need: { kind: 'text', value: 'N', help: 'so many of them have to say yes; who asks is never among them' },
  },
  details: [
    'It needs NOD_ORIGIN and NOD_API_KEY_FILE, and no access to the server’s data. The key, of the realm of those who are asked:',
    '  nod app create Deploys --match none --scope challenges,users --realm REALM',
    'Where the application matches by a code, it is printed to be typed on the phone.',
    ANSWER_CODES,
    'Ctrl-C takes the question back.',
    '',
    'Examples:',
    '  nod ask alice "Deploy 1.4 to production" --detail "commit=9fceb02" --timeout 2m && ./deploy.sh',
    '  nod ask --of alice,bob,carol --need 2 --as dave "Delete the old backups" --receipt approvals.json && ./delete.sh',
  ].join('\n'),
  async run(input, terminal) {
    const question = questionOf(input, terminal);
    const quorum = quorumOf(input);
    requireNewFile(terminal, question.file);
    try {
      const asking = await beginAsking(terminal);
      if (quorum !== undefined) return await askQuorum(asking, question, quorum);
      return await askOne(asking, question, { username: input.operands[0] ?? '', as: input.text('as') });
    } catch (error) {
      throw scriptFailure(error);
    }
  },
};

async function askOne(
  asking: Asking,
  question: Question,
  { username, as }: { username: string; as: string | undefined },
): Promise<Answer> {
  const { terminal, client } = asking;
  const user = await personNamed(asking, username);
  const asker = as === undefined ? undefined : await personNamed(asking, as);
  if (asker?.id === user.id) throw usageFailure('--as: who asks can’t be the one who answers.');
  const lines = asker === undefined ? [] : [askedByLine(asker.username)];
  const name = printable(user.username);
  const { id, approval } = await untilInterrupted(terminal, async (signal) => {
    const created = await client.createChallenge(newChallengeOf(asking, question, { user: user.username, lines }));
    sayCode(terminal, name, created);
    sayWaiting(terminal, name, created);
    const asked = { challengeId: created.id, userId: user.id, lines, signal };
    try {
      return { id: created.id, approval: await approvalOf(asking, question, asked) };
    } catch (error) {
      if (isNodError(error, 'not_approved'))
        return { id: created.id, approval: { state: error.state ?? 'unknown', reason: error.denyReason } };
      // Nobody should answer a script that has gone. It may be final by now, or the server gone: what counts is that this is no yes.
      await client.cancelChallenge(created.id).catch(() => undefined);
      throw error;
    }
  });
  if ('state' in approval) return notApproved(name, id, approval);
  keep(terminal, question.file, approval.receiptJws);
  return {
    json: { state: 'approved', id, user: user.username, userId: user.id, receipt: approval.receiptJws },
    text: `${name} approved it.`,
  };
}

const SAID: Readonly<Record<string, (username: string) => string>> = {
  denied: (username) => `${username} said no.`,
  reported: (username) => `${username} says that this wasn’t theirs.`,
  expired: (username) => `${username} did not answer in time.`,
  failed: (username) => `${username} typed wrong codes.`,
  canceled: () => 'It was taken back, or a newer question took its place.',
};

function notApproved(
  username: string,
  id: string,
  { state, reason }: { state: string; reason: string | undefined },
): Answer {
  const isNo = state === 'denied' || state === 'reported';
  const said = SAID[state]?.(username) ?? `It ended as ${printable(state)}.`;
  return {
    json: { state, id, user: username, ...(reason === undefined ? {} : { reason }) },
    text: reason === undefined ? said : `${said} “${printable(reason)}”`,
    exitCode: isNo ? ANSWER.denied : ANSWER.unanswered,
  };
}

/** @throws CommandFailure usage, where a quorum is asked for by halves, or by nobody */
function quorumOf(input: CommandInput): { of: string[]; need: number; as: string } | undefined {
  const of = input.list('of');
  const as = input.text('as');
  const need = input.number('need');
  if (of === undefined) {
    if (need !== undefined) throw usageFailure('--need goes with --of alice,bob,carol.');
    return undefined;
  }
  if (need === undefined || need < 1) throw usageFailure('--of wants --need N, one at least: so many have to say yes.');
  if (as === undefined)
    throw usageFailure('--of wants --as USER: who asks is named, and never among those who answer.');
  return { of, need, as };
}
