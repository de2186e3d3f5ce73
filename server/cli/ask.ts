import { type Approval, awaitApproval } from '../../shared/sdk/await-approval.ts';
import type { NodClient } from '../../shared/sdk/client.ts';
import { NodClientError } from '../../shared/sdk/errors.ts';
import { createReceiptVerifier } from '../../shared/sdk/receipt.ts';
import type { ActionDetail, NewChallenge } from '../../shared/sdk/rest-api.ts';
import type { Answer, Command, CommandInput, Terminal } from './command.ts';
import { CommandFailure, usageFailure } from './failure.ts';
import { printable } from './print.ts';
import { ANSWER, ANSWER_CODES, clientOf, ownApplication, scriptExit, scriptFailure, TROUBLE } from './script-client.ts';

/** `nod ask`: a script’s question to a person, whose yes is a receipt that verifies, and nothing else. */

export const askCommand: Command = {
  name: 'ask',
  summary: 'Ask a user something, from a script, and wait for the answer',
  takes: ['USER', 'TITLE'],
  exitOf: scriptExit,
  options: {
    detail: { kind: 'each', value: 'LABEL=TEXT', help: 'a line under the title; may be repeated' },
    timeout: { kind: 'text', value: 'TIME', help: 'how long to wait: 30s to 10m (otherwise: as the application says)' },
    'user-verification': { kind: 'text', value: 'required|preferred', help: 'finger, face or PIN before the yes' },
    receipt: { kind: 'text', value: 'FILE', help: 'where to keep the receipt of a yes; a file that isn’t there yet' },
  },
  details: [
    'It needs NOD_ORIGIN and NOD_API_KEY_FILE, and no access to the server’s data. The key: nod app create Deploys --match none',
    '--scope challenges,users. Where the application matches by a code, it is printed to be typed on the phone.',
    ANSWER_CODES,
    'Ctrl-C takes the question back.',
    '',
    'Example:',
    '  nod ask alice "Deploy 1.4 to production" --detail "commit=9fceb02" --timeout 2m && ./deploy.sh',
  ].join('\n'),
  async run(input, terminal) {
    const [username = '', title = ''] = input.operands;
    const details = detailsOf(input);
    const ttlSeconds = timeoutOf(input);
    const userVerification = verificationOf(input);
    const file = input.text('receipt');
    if (file !== undefined && terminal.fileExists(file)) {
      throw new CommandFailure(TROUBLE.file, 'file_exists', `--receipt: ${file} is there already. Name another file.`);
    }
    try {
      const { client, apiKey, origin } = clientOf(terminal);
      const application = await ownApplication(terminal, { origin, apiKey });
      if (application.originRequired) {
        throw new CommandFailure(
          TROUBLE.config,
          'match_not_allowed',
          `${printable(application.name)} takes answers at its login page only. Use a key of one with --match none, or code.`,
        );
      }
      const user = await client.getUser(username);
      const created = await client.createChallenge({
        user: user.username,
        action: { title, details },
        // There is no login page where an origin could be seen.
        ...(application.match === 'origin' ? { match: 'code' as const } : {}),
        ...(userVerification === undefined ? {} : { userVerification }),
        ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
      });
      sayAsked(terminal, printable(user.username), created);
      const receipts = createReceiptVerifier({
        origin,
        applicationId: application.id,
        fetch: terminal.fetch,
        now: terminal.clock,
      });
      const expected = { challengeId: created.id, userId: user.id, userVerified: userVerification === 'required' };
      const approval = await answered(terminal, client, created.id, (signal) =>
        awaitApproval({ client, receipts, signal, ...expected }),
      );
      if (typeof approval === 'string') return notApproved(printable(user.username), created.id, approval);
      if (file !== undefined) keep(terminal, file, approval.receiptJws);
      return {
        json: { state: 'approved', id: created.id, user: user.username, userId: user.id, receipt: approval.receiptJws },
        text: `${printable(user.username)} approved it.`,
      };
    } catch (error) {
      throw scriptFailure(error);
    }
  },
};

/**
 * Waits for an answer. Whatever ends the waiting but an answer takes the question back: nobody should answer a script that
 * has gone.
 * @returns the approval, or the final state that is none
 */
async function answered(
  terminal: Terminal,
  client: NodClient,
  challengeId: string,
  wait: (signal: AbortSignal) => Promise<Approval>,
): Promise<Approval | string> {
  const stopped = new AbortController();
  let forget = () => {};
  try {
    forget = terminal.whenInterrupted(() => stopped.abort());
    return await wait(stopped.signal);
  } catch (error) {
    if (error instanceof NodClientError && error.code === 'not_approved') return error.state ?? 'unknown';
    // It may be final by now, or the server gone: what counts is that this is no yes.
    await client.cancelChallenge(challengeId).catch(() => undefined);
    if (!stopped.signal.aborted) throw error;
    throw new CommandFailure(TROUBLE.interrupted, 'interrupted', 'The question was taken back.');
  } finally {
    forget();
  }
}

function sayAsked(terminal: Terminal, username: string, { code, quiet, expiresAtMs }: NewChallenge): void {
  // On standard error also with --json: without it nobody could answer.
  if (code !== undefined) terminal.err(`${username} types this on the phone: ${code}\n`);
  if (quiet) terminal.err(`${username} was asked too often lately, so nothing rings: they open Nod and look.\n`);
  const left = Math.max(1, Math.round((expiresAtMs - terminal.clock()) / 1000));
  terminal.note(`Waiting for ${username}, for ${left} s. Ctrl-C takes it back.\n`);
}

const SAID: Readonly<Record<string, (username: string) => string>> = {
  denied: (username) => `${username} said no.`,
  reported: (username) => `${username} says that this wasn’t theirs.`,
  expired: (username) => `${username} did not answer in time.`,
  failed: (username) => `${username} typed wrong codes.`,
  canceled: () => 'It was taken back, or a newer question took its place.',
};

function notApproved(username: string, id: string, state: string): Answer {
  const isNo = state === 'denied' || state === 'reported';
  return {
    json: { state, id, user: username },
    text: SAID[state]?.(username) ?? `It ended as ${printable(state)}.`,
    exitCode: isNo ? ANSWER.denied : ANSWER.unanswered,
  };
}

/** The receipt is of a yes that was given: where it can't be kept, it is printed, and the script must not go on. */
function keep(terminal: Terminal, file: string, receipt: string): void {
  try {
    terminal.writeNewFile(file, `${receipt}\n`);
  } catch {
    throw new CommandFailure(TROUBLE.file, 'file', `--receipt: ${file} can not be written. The receipt: ${receipt}`);
  }
}

function detailsOf(input: CommandInput): ActionDetail[] {
  return (input.list('detail') ?? []).map((text) => {
    const [, label = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (label.trim() === '' || value.trim() === '') throw usageFailure('--detail wants LABEL=TEXT.');
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
