import * as v from 'valibot';
import { readChallenge } from '../../shared/protocol/challenge.ts';
import { ProtocolError } from '../../shared/protocol/errors.ts';
import { type PublicJwk, publicJwkSchema } from '../../shared/protocol/keys.ts';
import { verifyReceiptOffline } from '../../shared/protocol/offline-receipt.ts';
import { createKeySource } from '../../shared/sdk/jwks.ts';
import type { Command, CommandInput, Terminal } from './command.ts';
import { CommandFailure, usageFailure } from './failure.ts';
import { printable, time } from './print.ts';
import { ANSWER, ANSWER_CODES, originOf, scriptExit, scriptFailure, TROUBLE } from './script-client.ts';

/** `nod receipt verify`: whether a file proves what was asked, who answered, and what. */

export const receiptVerify: Command = {
  name: 'receipt verify',
  summary: 'Check a receipt that `nod ask` has kept, without asking the server about it',
  takes: ['FILE'],
  exitOf: scriptExit,
  options: {
    app: { kind: 'text', value: 'ID', help: 'app_…, the application whose question it has to be' },
    user: { kind: 'text', value: 'ID', help: 'usr_…, the user who has to have answered' },
    title: { kind: 'text', value: 'TEXT', help: 'what has to have been asked, to the letter' },
    keys: {
      kind: 'text',
      value: 'FILE',
      help: 'the server’s keys, as of /.well-known/jwks.json (otherwise: fetched there)',
    },
  },
  details: [
    'It needs NOD_ORIGIN. All three signatures are checked: the server’s of question and receipt, the device’s of the answer.',
    'Without --user and --title any answer to that application passes: look at what is printed.',
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
    try {
      const claims = verifyReceiptOffline(receipt, { keys, issuer, audience });
      const { action, app } = readChallenge(claims.challenge);
      if (input.text('user') !== undefined && input.text('user') !== claims.sub) throw wrong('is by another user');
      if (input.text('title') !== undefined && input.text('title') !== action.title)
        throw wrong('is about something else');
      const at = time(claims.iat * 1000);
      const { outcome, sub: userId, amr } = claims;
      return {
        json: { outcome, at, application: app, userId, challengeId: claims.jti, action, amr, acr: claims.acr },
        text: [
          `${outcome === 'approved' ? 'Approved' : `Not approved: ${outcome}`}, ${at}`,
          `  ${printable(action.title)}`,
          ...action.details.map(({ label, value }) => `  ${printable(label)}: ${printable(value)}`),
          `by ${userId}, asked by ${printable(app.name)}`,
        ].join('\n'),
        exitCode:
          { approved: ANSWER.approved, denied: ANSWER.denied, reported: ANSWER.denied }[outcome as string] ??
          ANSWER.unanswered,
      };
    } catch (error) {
      if (error instanceof ProtocolError) throw wrong(`proves nothing: ${error.message}`, error.code);
      throw error;
    }
  },
};

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
