import * as v from 'valibot';
import { type Action, readChallenge } from '../../shared/protocol/challenge.ts';
import { ProtocolError } from '../../shared/protocol/errors.ts';
import { type PublicJwk, publicJwkSchema } from '../../shared/protocol/keys.ts';
import { verifyReceiptOffline } from '../../shared/protocol/offline-receipt.ts';
import { createKeySource } from '../../shared/sdk/jwks.ts';
import type { Answer, Command, CommandInput, Terminal } from './command.ts';
import { CommandFailure, usageFailure } from './failure.ts';
import { printable, time } from './print.ts';
import { isOfGroup, type QuorumProof, readProof, verifyProof } from './quorum-proof.ts';
import { ANSWER, ANSWER_CODES, originOf, scriptExit, scriptFailure, TROUBLE } from './script-client.ts';

/** `nod receipt verify`: whether a file proves what was asked, who answered, and what. */

export const receiptVerify: Command = {
  name: 'receipt verify',
  summary: 'Check a receipt that `nod ask` has kept, without asking the server about it',
  takes: ['FILE'],
  exitOf: scriptExit,
  options: {
    app: { kind: 'text', value: 'ID', help: 'app_…, the application whose question it has to be' },
    user: { kind: 'list', value: 'ID,…', help: 'usr_…, the users of whom whoever said yes has to be one' },
    need: {
      kind: 'text',
      value: 'N',
      help: 'so many different people have to have said yes (otherwise: as the question says)',
    },
    title: { kind: 'text', value: 'TEXT', help: 'what has to have been asked, to the letter' },
    keys: {
      kind: 'text',
      value: 'FILE',
      help: 'the server’s keys, as of /.well-known/jwks.json (otherwise: fetched there)',
    },
  },
  details: [
    'It needs NOD_ORIGIN. All three signatures are checked: the server’s of question and receipt, the device’s of the answer.',
    'Without --user, --need and --title any answer to that application passes: look at what is printed. A file of several',
    'people’s receipts passes where as many as were needed have said yes, by different keys, all to one question.',
    ANSWER_CODES,
    '',
    'Example:',
    '  nod receipt verify approval.jws --app app_… --title "Deploy 1.4 to production" --keys jwks.json',
  ].join('\n'),
  async run(input, terminal) {
    const [file = ''] = input.operands;
    const audience = input.text('app');
    if (audience === undefined) throw usageFailure('Say whose question it has to be: --app app_…');
    const issuer = originOf(terminal);
    const receipt = read(terminal, file, 'The receipt').trim();
    const keys = await keysOf(input, terminal, issuer);
    const proof = readProof(receipt);
    if (proof === 'malformed') throw wrong('is no proof of several people’s yes');
    try {
      const expected = { keys, issuer, audience };
      return proof === undefined ? ofOne(input, receipt, expected) : ofSeveral(input, proof, expected);
    } catch (error) {
      if (error instanceof ProtocolError) throw wrong(`proves nothing: ${error.message}`, error.code);
      throw error;
    }
  },
};

interface Expected {
  keys: readonly PublicJwk[];
  issuer: string;
  audience: string;
}

function ofOne(input: CommandInput, receipt: string, expected: Expected): Answer {
  const claims = verifyReceiptOffline(receipt, expected);
  const { action, app } = readChallenge(claims.challenge);
  const { outcome, sub: userId, amr } = claims;
  // One of them alone says nothing about the others.
  if (isOfGroup(action)) throw wrong('is one of several that are needed: verify the file that holds them all');
  checkAsked(input, { title: action.title, userIds: [userId] });
  const at = time(claims.iat * 1000);
  return {
    json: { outcome, at, application: app, userId, challengeId: claims.jti, action, amr, acr: claims.acr },
    text: [
      `${outcome === 'approved' ? 'Approved' : `Not approved: ${outcome}`}, ${at}`,
      ...linesOf(action),
      `by ${userId}, asked by ${printable(app.name)}`,
    ].join('\n'),
    exitCode:
      { approved: ANSWER.approved, denied: ANSWER.denied, reported: ANSWER.denied }[outcome as string] ??
      ANSWER.unanswered,
  };
}

function ofSeveral(input: CommandInput, proof: QuorumProof, expected: Expected): Answer {
  const { app, action, approvals } = verifyProof(proof, expected);
  checkAsked(input, { title: action.title, userIds: approvals.map(({ member }) => member.userId) });
  const { askedBy, need } = proof.group;
  const by = approvals.map(({ member, atMs, challengeId }) => ({ ...member, at: time(atMs), challengeId }));
  return {
    json: { outcome: 'approved', application: app, action, askedBy, need, members: proof.group.members, by },
    text: [
      `Approved by ${by.length}; ${need} of ${proof.group.members.length} were needed`,
      ...linesOf(action),
      ...by.map(({ userId, username, at }) => `by ${printable(username)} (${userId}), ${at}`),
      `asked by ${printable(askedBy.username)} (${askedBy.userId}), for ${printable(app.name)}`,
    ].join('\n'),
  };
}

/** The texts aren't in a receipt: what was approved is what `sha256sum` says the same of. */
function linesOf({ title, details, attachments = [] }: Action): string[] {
  return [
    `  ${printable(title)}`,
    ...details.map(({ label, value }) => `  ${printable(label)}: ${printable(value)}`),
    ...attachments.map(({ name, size, sha256 }) => {
      const hash = Buffer.from(sha256, 'base64url').toString('hex');
      // Not indented, as nothing is that the question itself says.
      return `with ${printable(name)}, ${size} bytes, SHA-256 ${hash}`;
    }),
  ];
}

/** What the caller says about who, how many, and what. @throws CommandFailure */
function checkAsked(input: CommandInput, { title, userIds }: { title: string; userIds: readonly string[] }): void {
  const allowed = input.list('user');
  const need = input.number('need') ?? 1;
  if (allowed !== undefined && !userIds.every((id) => allowed.includes(id))) throw wrong('is by another user');
  if (input.text('title') !== undefined && input.text('title') !== title) throw wrong('is about something else');
  if (need < 1) throw usageFailure('--need wants one at least.');
  if (userIds.length < need) throw wrong(`is of ${userIds.length}, and ${need} are needed`);
}

function wrong(why: string, code = 'receipt_invalid'): CommandFailure {
  return new CommandFailure(TROUBLE.failed, code, `The receipt ${why}.`);
}

const jwksSchema = v.object({ keys: v.pipe(v.array(publicJwkSchema), v.minLength(1), v.maxLength(100)) });

async function keysOf(input: CommandInput, terminal: Terminal, origin: string): Promise<readonly PublicJwk[]> {
  const file = input.text('keys');
  if (file === undefined) {
    return createKeySource({ origin, fetch: terminal.fetch, now: terminal.clock })
      .keys()
      .catch((error: unknown) => {
        throw scriptFailure(error);
      });
  }
  const parsed = v.safeParse(jwksSchema, parseJson(read(terminal, file, '--keys')));
  if (parsed.success) return parsed.output.keys;
  throw new CommandFailure(
    TROUBLE.data,
    'keys',
    `--keys: ${file} holds no keys. Get them: ${origin}/.well-known/jwks.json`,
  );
}

function read(terminal: Terminal, file: string, what: string): string {
  try {
    return terminal.readFile(file);
  } catch {
    throw new CommandFailure(TROUBLE.data, 'file', `${what}: ${file} can not be read.`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
