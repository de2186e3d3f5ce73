import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { verifyReceipt } from '../../../shared/protocol/receipt.ts';
import { ORIGIN } from '../../doors/testing-server.ts';
import { nod } from '../testing-terminal.ts';
import { mcpHandlerOf } from './mcp-handler.ts';
import { listenMcp } from './mcp-http.ts';
import { type McpSettings, mcpServerOf } from './mcp-server.ts';
import { agentsWorld } from './testing-agents.ts';

const BEARER = 'b'.repeat(40);

let world: Awaited<ReturnType<typeof agentsWorld>>;
beforeAll(async () => {
  world = await agentsWorld();
});
afterAll(() => world.server.close());
beforeEach(() => {
  world.server.clock.nowMs += 15 * 60_000;
});

/** The server of `nod mcp --http`, on a free port. */
async function served(settings: Partial<McpSettings> = {}) {
  const asking = {
    environment: world.environment,
    readFile: () => world.apiKey,
    fetch: world.overWire,
    clock: () => world.server.clock.nowMs,
  };
  const make = await mcpServerOf(asking, {
    user: 'alice',
    answerBy: 'phone',
    userVerification: undefined,
    ...settings,
  });
  const handler = await mcpHandlerOf(make);
  const { server, url } = await listenMcp(handler, { port: 0, bearer: BEARER });
  onTestFinished(async () => {
    await handler.close();
    server.close();
    server.closeAllConnections();
  });
  return url;
}

async function clientOf(url: string, { bearer = BEARER, mode = 'legacy' as 'legacy' | 'auto' } = {}) {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  const requestInit = { headers: { authorization: `Bearer ${bearer}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  onTestFinished(() => client.close());
  return client;
}

const QUESTION = { title: 'Deploy 1.4?', details: [{ label: 'commit', value: '9fceb02' }] };
const ask = (args: object = QUESTION) => ({ name: 'ask_person', arguments: args as Record<string, unknown> });

describe.each(['legacy', 'auto'] as const)('the MCP server, driven by the SDK’s own client (%s)', (mode) => {
  test('one tool; a yes comes with the receipt, which proves exactly this question', async () => {
    const client = await clientOf(await served(), { mode });
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['ask_person']);
    expect(JSON.stringify(tools[0]?.inputSchema)).not.toContain('"user"');
    const progress: number[] = [];
    const asking = client.callTool(ask(), { onprogress: (said) => progress.push(said.progress) });
    const { id, claims } = await world.asked();
    expect(claims).toMatchObject({ answerBy: 'phone', action: QUESTION });
    await world.phone.decide(id, {});
    const answer = await asking;
    expect(answer.structuredContent).toMatchObject({ outcome: 'approved', said: 'alice said yes.' });
    const { receipt } = answer.structuredContent as { receipt: string };
    const expected = {
      issuer: ORIGIN,
      audience: world.applicationId,
      challengeId: id,
      keys: world.server.nod.keys.publicJwks,
    };
    expect(await verifyReceipt(receipt, expected)).toMatchObject({ outcome: 'approved' });
    expect(progress).toContain(0);
  });

  test('a no comes with its receipt too', async () => {
    const client = await clientOf(await served(), { mode });
    const asking = client.callTool(ask());
    await world.phone.decide((await world.asked()).id, { decision: 'deny' });
    expect((await asking).structuredContent).toMatchObject({
      outcome: 'denied',
      said: 'alice said no.',
      receipt: expect.stringContaining('.'),
    });
  });

  test('whom to ask is not for the agent to say, unless it was told so', async () => {
    const before = (await world.rows()).length;
    const fixed = await clientOf(await served(), { mode });
    expect(await fixed.callTool(ask({ ...QUESTION, user: 'bob' }))).toMatchObject({ isError: true });
    const free = await clientOf(await served({ user: undefined }), { mode });
    expect(await free.callTool(ask())).toMatchObject({ isError: true });
    expect(await free.callTool(ask({ ...QUESTION, user: 'nobody' }))).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('Nobody has said yes') }],
    });
    expect(await world.rows()).toHaveLength(before);
  });

  test.each([
    {},
    { title: '' },
    { title: 'two\nlines' },
    { title: 'x'.repeat(121) },
    { title: 'a', timeoutSeconds: 5 },
    { title: 'a', timeoutSeconds: '60' },
    { title: 'a', more: 1 },
    { title: 'a', details: [{ label: 'a', value: '\u202e' }] },
    { title: 'a', details: [{ label: 'a', value: 'x'.repeat(1600) }] },
    // Those of a question to several people.
    { title: 'a', details: [{ label: 'Asked by', value: 'the boss' }] },
    { title: 'a', details: [{ label: 'ＧＲＯＵＰ ', value: 'x'.repeat(32) }] },
  ])('wrong arguments ask nobody: %j', async (args) => {
    const before = (await world.rows()).length;
    const client = await clientOf(await served(), { mode });
    expect(await client.callTool(ask(args))).toMatchObject({ isError: true });
    expect(await world.rows()).toHaveLength(before);
  });

  test('a client that gives up takes the question back', async () => {
    const client = await clientOf(await served(), { mode });
    const stop = new AbortController();
    const asking = client.callTool(ask(), { signal: stop.signal });
    asking.catch(() => undefined);
    const { id } = await world.asked();
    stop.abort();
    await expect(asking).rejects.toThrow();
    await expect.poll(async () => (await world.rows()).find((row) => row.id === id)?.state).toBe('canceled');
  });
});

describe('MCP over HTTP', () => {
  test('binds to loopback, and wants its own name, no foreign page, the bearer, and no endless body', async () => {
    const url = await served();
    expect(new URL(url).hostname).toBe('127.0.0.1');
    const { port } = new URL(url);
    const call = async (headers: Record<string, string>, path = '/mcp') => {
      // fetch sets no Host: a page that has its own name point here is what this is about.
      const { request } = await import('node:http');
      return new Promise<number>((resolve, reject) => {
        const sent = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent: false }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        });
        sent.on('error', reject).end('{}');
      });
    };
    const host = `127.0.0.1:${port}`;
    const authorization = `Bearer ${BEARER}`;
    expect(await call({ host: 'evil.example', authorization })).toBe(421);
    expect(await call({ host: `evil.example:${port}`, authorization })).toBe(421);
    expect(await call({ host, authorization, origin: 'https://evil.example' })).toBe(403);
    expect(await call({ host, authorization, origin: 'null' })).toBe(403);
    expect(await call({ host })).toBe(401);
    expect(await call({ host, authorization: `Bearer ${BEARER}x` })).toBe(401);
    expect(await call({ host, authorization: `Basic ${BEARER}` })).toBe(401);
    expect(await call({ host, authorization }, '/')).toBe(404);
    // Told before any of it is sent.
    expect(await call({ host, authorization, 'content-length': String(2 * 1024 * 1024 + 1) })).toBe(413);
    expect(await call({ host, authorization, 'transfer-encoding': 'chunked' })).toBe(411);
    expect([401, 403, 404, 421]).not.toContain(await call({ host, authorization, origin: `http://localhost:${port}` }));
    await expect(clientOf(url, { bearer: 'wrong' })).rejects.toThrow();
  });
});

describe('nod mcp', () => {
  test('on standard input and output, as agents start it', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'nod-mcp-')), 'key');
    onTestFinished(() => rmSync(path.dirname(file), { recursive: true }));
    writeFileSync(file, world.apiKey);
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: ['scripts/nod.mjs', 'mcp', '--user', 'alice'],
      env: { PATH: process.env.PATH ?? '', NOD_ORIGIN: 'http://127.0.0.1:9', NOD_API_KEY_FILE: file },
    });
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(transport);
    onTestFinished(() => client.close());
    expect((await client.listTools()).tools).toHaveLength(1);
    expect(await client.callTool(ask())).toMatchObject({ isError: true });
  }, 30_000);

  test.each([
    [[], 64],
    [['--user', 'alice', '--any-user'], 64],
    [['--user', 'alice', '--answer-by', 'fax'], 64],
    [['--user', 'alice', '--user-verification', 'maybe'], 64],
    [['--user', 'alice', '--http', '8123'], 64],
    [['--user', 'alice', '--bearer-file', 'b'], 64],
    [['--user', 'alice', '--http', '99999', '--bearer-file', 'b'], 64],
    [['--user', 'alice', '--http', '8123', '--bearer-file', 'missing'], 78],
    [['--user', 'alice', '--http', '8123', '--bearer-file', 'short'], 78],
    [['--user', 'alice'], 78],
  ])('%j is refused with a sentence', async (options, code) => {
    const files = new Map([
      ['b', BEARER],
      ['short', 'secret'],
    ]);
    const { exitCode, out, err } = await nod(['mcp', ...options], {}, { files });
    expect([exitCode, out]).toEqual([code, '']);
    expect(err).toMatch(/^nod: .+\n/);
    expect(err).not.toContain('secret');
  });
});
