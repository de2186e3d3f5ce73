import type { Command, CommandInput, Terminal } from '../command.ts';
import { CommandFailure, usageFailure } from '../failure.ts';
import { clientOf, scriptExit, scriptFailure, TROUBLE, verificationOf } from '../script-client.ts';
import { mcpHandlerOf } from './mcp-handler.ts';
import { listenMcp } from './mcp-http.ts';
import { type McpSettings, mcpServerOf } from './mcp-server.ts';

const LEAST_BEARER = 32;

export const mcpCommand: Command = {
  name: 'mcp',
  summary: 'Serve MCP to agents: one tool, by which they ask a person',
  takes: [],
  exitOf: scriptExit,
  options: {
    user: { kind: 'text', value: 'USER', help: 'who is asked; the agent has no say in it' },
    'any-user': { kind: 'flag', help: 'the agent says who is asked' },
    'answer-by': { kind: 'text', value: 'phone|any', help: 'any: the extension may answer too (otherwise: phone)' },
    'user-verification': { kind: 'text', value: 'required|preferred', help: 'finger, face or PIN before the yes' },
    http: {
      kind: 'text',
      value: 'PORT',
      help: 'serve HTTP on loopback, at /mcp (otherwise: standard input and output)',
    },
    'bearer-file': {
      kind: 'text',
      value: 'FILE',
      help: 'with --http: a file with 32 characters or more, which the agent sends',
    },
  },
  details: [
    'It needs NOD_ORIGIN and NOD_API_KEY_FILE. The key: nod app create Agents --for agents --realm REALM',
    'Ctrl-C ends it, and takes back what waits.',
    '',
    'Example:',
    '  nod mcp --user alice',
  ].join('\n'),
  async run(input, terminal) {
    const settings = settingsOf(input);
    const http = httpOf(input, terminal);
    // A wrong key or address is told now, and not to the first agent that asks.
    try {
      clientOf(terminal);
    } catch (error) {
      throw scriptFailure(error);
    }
    const make = await mcpServerOf(terminal, settings);
    const close = http === undefined ? await serveStdio(make) : await serveHttp(make, http, terminal);
    await new Promise<void>((resolve) => {
      terminal.whenInterrupted(resolve);
      // An agent that has gone closes the pipe.
      if (http === undefined) process.stdin.once('close', resolve).once('end', resolve);
    });
    await close();
    return { json: null, text: '', exitCode: 0 };
  },
};

type MakeServer = Awaited<ReturnType<typeof mcpServerOf>>;

async function serveStdio(make: MakeServer): Promise<() => Promise<void>> {
  const { serveStdio: serve } = await import('@modelcontextprotocol/server/stdio');
  const { close } = serve(make);
  return close;
}

async function serveHttp(make: MakeServer, options: { port: number; bearer: string }, terminal: Terminal) {
  const handler = await mcpHandlerOf(make);
  const { server, url } = await listenMcp(handler, options).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure(
      TROUBLE.unavailable,
      'listen',
      `--http: nobody can listen on ${options.port} (${error.code}).`,
    );
  });
  terminal.note(`MCP is at ${url}\n`);
  return async () => {
    await handler.close();
    server.close();
    server.closeAllConnections();
  };
}

function settingsOf(input: CommandInput): McpSettings {
  const user = input.text('user');
  if ((user === undefined) !== input.flag('any-user')) {
    throw usageFailure('Say --user USER, whom the agent may ask; or --any-user where it may choose.');
  }
  const answerBy = input.text('answer-by') ?? 'phone';
  if (answerBy !== 'phone' && answerBy !== 'any') throw usageFailure('--answer-by wants phone or any.');
  return { user, answerBy, userVerification: verificationOf(input) };
}

function httpOf(input: CommandInput, terminal: Terminal): { port: number; bearer: string } | undefined {
  const port = input.number('http');
  const file = input.text('bearer-file');
  if (port === undefined && file === undefined) return undefined;
  if (port === undefined || file === undefined) throw usageFailure('--http and --bearer-file go together.');
  if (port < 0 || port > 65_535) throw usageFailure('--http wants a port.');
  let bearer: string;
  try {
    bearer = terminal.readFile(file).trim();
  } catch {
    throw new CommandFailure(TROUBLE.config, 'config', `--bearer-file: ${file} can not be read.`);
  }
  if (bearer.length >= LEAST_BEARER && /^[\x21-\x7e]+$/.test(bearer)) return { port, bearer };
  throw new CommandFailure(
    TROUBLE.config,
    'config',
    `--bearer-file: ${file} wants one line of ${LEAST_BEARER} letters and digits or more: openssl rand -hex 32 > ${file}`,
  );
}
