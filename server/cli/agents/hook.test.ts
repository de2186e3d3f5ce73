import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nod } from '../testing-terminal.ts';
import { AGENTS } from './hook-agents.ts';
import { shownCall } from './shown-call.ts';
import { agentsWorld } from './testing-agents.ts';

interface Recorded {
  agent: keyof typeof AGENTS;
  input: object;
  tool: string;
  shown: object[];
  /** Name and text. */
  attached?: [string, string][];
  allow: object;
  deny: object;
  leave: object;
}
const RECORDED = JSON.parse(readFileSync(new URL('recorded/inputs.json', import.meta.url), 'utf8')) as Record<
  string,
  Recorded
>;
const CALLS = Object.entries(RECORDED);

let world: Awaited<ReturnType<typeof agentsWorld>>;
beforeAll(async () => {
  world = await agentsWorld();
});
afterAll(() => world.server.close());
beforeEach(() => {
  world.server.clock.nowMs += 15 * 60_000;
});

const POLICY = '/etc/nod/hook.json';
const FOREIGN = (realPath: string) => ({ realPath, owned: false, writable: false });

function hook(
  agent: string,
  input: Parameters<typeof nod>[2] extends infer World
    ? World extends { input?: infer Input }
      ? Input
      : never
    : never,
  more: {
    policy?: object | string | undefined;
    options?: string[];
    environment?: Record<string, string>;
  } & Parameters<typeof nod>[2] = {},
) {
  const { policy = {}, options = [], environment = { NOD_API_KEY_FILE: 'key' }, ...rest } = more;
  const server = world.environment.NOD_ORIGIN;
  const files = new Map([
    ['key', world.apiKey],
    [POLICY, typeof policy === 'string' ? policy : JSON.stringify({ user: 'alice', server, ...policy })],
  ]);
  return nod(['hook', '--agent', agent, ...options], environment, {
    files,
    fetch: world.overWire,
    rightsOf: FOREIGN,
    clock: () => world.server.clock.nowMs,
    input,
    ...rest,
  });
}

/** The decision, with its reason put apart. */
function decisionOf({ out }: { out: string }) {
  let reason = '';
  const decision = JSON.parse(out, (name, value) => {
    if (!['permissionDecisionReason', 'message', 'reason', 'user_message', 'agent_message'].includes(name))
      return value;
    reason = value;
    return 'REASON';
  });
  return { decision, reason };
}

describe.each(CALLS)('%s', (_name, { agent, input, tool, shown, attached, allow, deny, leave }) => {
  const text = JSON.stringify(input);

  test('a proven yes allows; the person saw the whole input, on a phone', async () => {
    const called = hook(agent, text);
    const { id, claims } = await world.asked();
    expect(claims).toMatchObject({
      answerBy: 'phone',
      action: { title: `${AGENTS[agent].title} wants to use ${tool}`, details: shown },
    });
    expect(claims.action.attachments?.map(({ name }) => name)).toEqual(attached?.map(([name]) => name));
    await world.phone.decide(id, {});
    expect(decisionOf(await called).decision).toEqual(allow);
    expect((await called).exitCode).toBe(0);
  });

  test('a no denies, and says who', async () => {
    const called = hook(agent, text);
    await world.phone.decide((await world.asked()).id, { decision: 'deny' });
    expect(decisionOf(await called)).toEqual({ decision: deny, reason: 'Nod: alice said no.' });
    expect((await called).exitCode).toBe(0);
  });

  test('what the policy leaves to the agent, or forbids, asks nobody', async () => {
    const before = (await world.rows()).length;
    const rules = (what: string) => ({ rules: [{ tool, do: what }] });
    expect(decisionOf(await hook(agent, text, { policy: rules('leave') })).decision).toEqual(leave);
    expect(decisionOf(await hook(agent, text, { policy: rules('deny') })).decision).toEqual(deny);
    expect(await world.rows()).toHaveLength(before);
  });

  test('without a server, a policy, or a user it is a no in the same shape', async () => {
    const nowhere = await hook(agent, text, { fetch: () => Promise.reject(new TypeError('no network')) });
    expect(decisionOf(nowhere)).toEqual({ decision: deny, reason: expect.stringContaining('can not be reached') });
    const missing = await hook(agent, text, { files: new Map([['key', world.apiKey]]) });
    expect(decisionOf(missing)).toEqual({ decision: deny, reason: expect.stringContaining('no policy file') });
    const nobody = await hook(agent, text, { policy: { user: 'nobody' } });
    expect(decisionOf(nobody).decision).toEqual(deny);
  });

  test('what isn’t the documented shape is a no, told by the exit code too', async () => {
    for (const wrong of [
      '',
      'null',
      '[]',
      '{"hook_event_name":"Stop"}',
      text.slice(0, -1),
      text.replace('"tool_input"', '"tool_imput"').replace('"command"', '"commando"'),
    ]) {
      const { exitCode, out, err } = await hook(agent, wrong);
      expect(exitCode, wrong).toBe(2);
      expect(JSON.stringify(JSON.parse(out)), wrong).toContain('deny');
      expect(err, wrong).toContain('is not what');
    }
  });
});

describe('an argument with a name of its own kind', () => {
  test.each(['constructor', 'prototype', '__proto__'])('%s is shown as well', (name) => {
    const input = `{"query":"SELECT 1","${name}":"DROP TABLE users"}`;
    const claude = `{"hook_event_name":"PreToolUse","tool_name":"mcp__db","tool_input":${input}}`;
    const cursor = { hook_event_name: 'beforeMCPExecution', tool_name: 'db', tool_input: input };
    for (const call of [AGENTS['claude-code'].read(claude), AGENTS.cursor.read(JSON.stringify(cursor))]) {
      const { details } = shownCall('Agent', call);
      expect(details).toContainEqual({ label: name, value: 'DROP TABLE users' });
    }
  });

  test.each(['In', 'in ', 'Asked by'])('that would pass for a line of ours, is read as what it is: %s', (name) => {
    const call = { event: 'x', tool: 'db', input: { [name]: '/home/alice/harmless' }, cwd: undefined, folders: [] };
    const { details, attachments } = shownCall('Agent', { ...call, command: undefined });
    expect(details).toEqual([]);
    expect(attachments?.map(({ name, text }) => [name, JSON.parse(text)])).toEqual([['input', call.input]]);
  });

  test('that would pass for the server it goes to, is refused', () => {
    const cursor = { hook_event_name: 'beforeMCPExecution', tool_name: 'db', tool_input: { 'MCP server': 'harmless' } };
    expect(() => AGENTS.cursor.read(JSON.stringify(cursor))).toThrow(SyntaxError);
    expect(() => AGENTS.cursor.read(JSON.stringify({ ...cursor, command: 'npx evil' }))).toThrow(SyntaxError);
  });
});

describe('an input that others would read as another one', () => {
  const call = (input: string) =>
    `{"hook_event_name":"PreToolUse","tool_name":"mcp__chat__delete","tool_input":${input}}`;
  test.each([
    ['a number whose last digits would be lost', '{"message":12345678901234567891}'],
    ['a number that is none here', '{"amount":1e999}'],
    ['one name twice', '{"path":"/tmp/a","path":"/home/alice"}'],
  ])('%s: nobody is asked, and it is a no', async (_what, input) => {
    const before = (await world.rows()).length;
    const { exitCode, out } = await hook('codex', call(input));
    expect([exitCode, JSON.stringify(JSON.parse(out))]).toEqual([2, expect.stringContaining('deny')]);
    const cursor = { hook_event_name: 'beforeMCPExecution', tool_name: 'db', tool_input: input };
    expect((await hook('cursor', JSON.stringify(cursor))).exitCode).toBe(2);
    expect(await world.rows()).toHaveLength(before);
  });

  test('all others are shown as they are written', () => {
    const input = '{"a":9007199254740993000,"b":-0.5,"c":1e3,"d":[1700000000000000000],"e":0}';
    const { details, attachments } = shownCall('Agent', AGENTS.codex.read(call(input)));
    expect([...details, ...(attachments ?? [])]).toMatchObject([
      { label: 'a', value: '9007199254740993000' },
      { value: '-0.5' },
      { value: '1000' },
      { value: '[1700000000000000000]' },
      { value: '0' },
    ]);
  });
});

test('whose yes counts is never left to the environment', async () => {
  const [, { agent, input, deny }] = CALLS[0] as [string, Recorded];
  const policy = JSON.stringify({ user: 'alice' });
  const said = decisionOf(await hook(agent, JSON.stringify(input), { policy, environment: world.environment }));
  expect(said).toEqual({ decision: deny, reason: expect.stringContaining('server: is missing') });
});

test('another server than the policy’s, in the environment, is never asked', async () => {
  const [, { agent, input }] = CALLS[0] as [string, Recorded];
  const reached: string[] = [];
  const { out } = await hook(agent, JSON.stringify(input), {
    environment: { ...world.environment, NOD_ORIGIN: 'https://evil.example' },
    fetch: (input) => {
      reached.push(new URL(String(input instanceof Request ? input.url : input)).origin);
      return Promise.reject(new TypeError('no network'));
    },
  });
  expect(out).toContain('"deny"');
  expect(new Set(reached)).toEqual(new Set([world.environment.NOD_ORIGIN]));
});

describe('a hook that ends in time', () => {
  const [, first] = CALLS[0] as [string, Recorded];
  const text = JSON.stringify(first.input);

  test('SIGTERM: a no, and the question is taken back', async () => {
    let stop = () => {};
    const called = hook(first.agent, text, {
      whenInterrupted: (end) => {
        stop = end;
        return () => undefined;
      },
    });
    const { id } = await world.asked();
    stop();
    expect(decisionOf(await called)).toEqual({ decision: first.deny, reason: expect.stringContaining('was stopped') });
    expect((await world.rows()).find((row) => row.id === id)?.state).toBe('canceled');
  });

  test('an input that never ends', async () => {
    let stop = () => {};
    const never = (signal: AbortSignal) =>
      new Promise<string>((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))));
    const called = hook(first.agent, never, {
      whenInterrupted: (end) => {
        stop = end;
        return () => undefined;
      },
    });
    stop();
    expect(await called).toMatchObject({ exitCode: 2, out: expect.stringContaining('"deny"') });
  });

  test('the question lives less long than the hook', async () => {
    for (const [timeout, seconds] of [
      ['50s', 40],
      ['40s', 30],
      ['9m', 530],
    ] as const) {
      const called = hook(first.agent, text, { options: ['--timeout', timeout] });
      const { id, claims } = await world.asked();
      expect(claims.exp - claims.iat).toBe(seconds);
      await world.phone.decide(id, { decision: 'deny' });
      await called;
    }
    for (const wrong of ['39s', '11m', '1h', '']) {
      const { exitCode, out } = await hook(first.agent, text, { options: ['--timeout', wrong] });
      expect([exitCode, out], wrong).toEqual([2, '']);
    }
    expect((await nod(['hook'], {}, { input: text })).exitCode).toBe(2);
    expect((await nod(['hook', '--agent', 'vi'], {}, { input: text })).exitCode).toBe(2);
    expect((await nod(['hook', '--no-such-option'], {}, { input: text })).exitCode).toBe(2);
  });

  test('what anything throws is a no', async () => {
    const broken = await hook(first.agent, text, {
      rightsOf: () => {
        throw new RangeError('secret');
      },
    });
    expect(broken.exitCode).toBe(0);
    expect(decisionOf(broken).decision).toEqual(first.deny);
    expect(broken.out + broken.err).not.toContain('secret');
  });
});

describe('all of it is shown', () => {
  const [, first] = CALLS[0] as [string, Recorded];
  const withInput = (input: object) => JSON.stringify({ ...first.input, tool_input: input });
  const attached = (id: string, at: number) => world.phone.call('GET', `/device/v1/challenges/${id}/attachments/${at}`);
  const shownOf = async (input: object) => {
    const called = hook(first.agent, withInput(input));
    const { id, claims } = await world.asked();
    const texts = await Promise.all(
      (claims.action.attachments ?? []).map(
        async (_entry, at) => (JSON.parse((await attached(id, at)).text) as { text: string }).text,
      ),
    );
    await world.phone.decide(id, { decision: 'deny', reason: 'Not on a Friday' });
    expect(decisionOf(await called).reason).toBe('Nod: alice said no: Not on a Friday.');
    return { action: claims.action, texts };
  };

  test('several lines, hidden and turning characters are an attachment, to be scrolled through', async () => {
    const command = 'ls \u202e/ fr- mr\u200b\n\trm -rf /';
    const { action, texts } = await shownOf({ command, quoted: '"a\\n"', none: '' });
    expect(action).toMatchObject({
      details: [{ label: 'In' }, { label: 'none', value: '""' }],
      attachments: [{ name: 'command', mediaType: 'text/plain' }, { name: 'quoted' }],
      readAll: true,
    });
    expect(texts).toEqual([command, '"a\\n"']);
  });

  test.each([
    Object.fromEntries(Array.from({ length: 14 }, (_, at) => [`a${at}`, 'b'])),
    Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`a${at}`, 'b\nc'])),
    { ['k'.repeat(200)]: '' },
    Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`a${at}`, 'b'.repeat(299)])),
  ])('what has too many parts is one attachment (%#)', async (input) => {
    const { action, texts } = await shownOf(input);
    expect(action.attachments).toMatchObject([{ name: 'input', mediaType: 'application/json' }]);
    expect(JSON.parse(texts[0] ?? '')).toEqual(input);
  });

  test('what doesn’t fit at all is not asked, never cut', async () => {
    const before = (await world.rows()).length;
    for (const input of [{ command: 'x'.repeat(256 * 1024 + 1) }]) {
      const text = withInput(input);
      const { reason, decision } = decisionOf(await hook(first.agent, text));
      expect(decision).toEqual(first.deny);
      expect(reason).toContain('do not fit');
    }
    expect(await world.rows()).toHaveLength(before);
  });
});

describe('the policy', () => {
  const [, first] = CALLS[0] as [string, Recorded];
  const text = JSON.stringify(first.input);
  const reasonFor = async (more: Parameters<typeof hook>[2]) => decisionOf(await hook(first.agent, text, more)).reason;

  test('a wrong one says what is wrong, and is a no', async () => {
    expect(await reasonFor({ policy: '{' })).toContain('no JSON');
    expect(await reasonFor({ policy: '{}' })).toContain('user: is missing');
    expect(await reasonFor({ policy: { otherwise: 'allow' } })).toContain('must be ask, leave or deny');
    expect(await reasonFor({ policy: { rules: [{ tool: 'Bash', do: 'yes' }] } })).toContain('rules.0.do');
    expect(await reasonFor({ policy: { askBy: 'phone' } })).toContain('askBy: is not known here');
    expect(await reasonFor({ policy: '{"user": "alice", "user": "mallory"}' })).toContain('no JSON');
  });

  test('what the agent’s own account can write is no policy, nor one in the project or behind a link', async () => {
    const rights = (changes: Record<string, object>) => ({
      rightsOf: (path: string) => ({ ...FOREIGN(path), ...changes[path] }),
    });
    expect(await reasonFor(rights({ [POLICY]: { owned: true } }))).toContain('is owned by');
    expect(await reasonFor(rights({ [POLICY]: { writable: true } }))).toContain('can be written by');
    expect(await reasonFor(rights({ '/etc/nod': { writable: true } }))).toContain('/etc/nod can be written by');
    expect(await reasonFor(rights({ '/': { owned: true } }))).toContain('/ is owned by');
    expect(await reasonFor(rights({ [POLICY]: { realPath: '/home/olga/hook.json' } }))).toContain('by a link');
    const inside = '/home/olga/project/.nod.json';
    expect(await reasonFor({ options: ['--policy', inside] })).toContain('is in the project');
    expect(await reasonFor({ options: ['--policy', 'hook.json'] })).toContain('a whole path');
    const trusted = hook(first.agent, text, { options: ['--trust-config'], ...rights({ [POLICY]: { owned: true } }) });
    await world.phone.decide((await world.asked()).id, {});
    expect(decisionOf(await trusted).decision).toEqual(first.allow);
  });

  test('a command counts character by character', async () => {
    const policy = {
      user: 'alice',
      rules: [{ tool: 'Ba*', commands: ['git status'], do: 'leave' }],
      otherwise: 'deny',
    };
    const run = async (command: string) =>
      decisionOf(await hook(first.agent, JSON.stringify({ ...first.input, tool_input: { command } }), { policy }))
        .decision;
    expect(await run('git status')).toEqual({});
    for (const other of ['git status; rm -rf /', 'git status\nrm -rf /', ' git status', 'git status ']) {
      expect(await run(other), other).toEqual(first.deny);
    }
  });

  test('"answerBy": "any" lets the extension answer', async () => {
    const called = hook(first.agent, text, { policy: { answerBy: 'any' } });
    const { id, claims } = await world.asked();
    expect(claims.answerBy).toBeUndefined();
    await world.phone.decide(id, { decision: 'report' });
    expect((await called).out).toContain('says that this was not theirs');
    expect(decisionOf(await hook(first.agent, text)).reason).toContain('Try again in');
    await world.server.nod.challenges.unblock(
      (await world.server.call('GET', '/v1/users/alice', { apiKey: world.apiKey })).json.id,
    );
  });
});

describe('nod hook --print-config', () => {
  test.each([
    ['claude-code', '"onFailure": "block"'],
    ['codex', '|| exit 2'],
    ['gemini-cli', '|| exit 2'],
    ['cursor', '"failClosed": true'],
  ])('%s: with what that agent has against a hook that fails', async (agent, closed) => {
    const { exitCode, out } = await nod(['hook', '--print-config', agent, '--policy', "/etc/o'nod.json"], {});
    expect(exitCode).toBe(0);
    expect(out).toContain(closed);
    expect(out).toContain(`--agent ${agent} --timeout 9m --policy '/etc/o`);
    // Nothing that an agent's settings put into its environment reaches the hook.
    expect(out).toContain(
      '"/usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin NOD_API_KEY_FILE=/etc/nod/agents.key nod hook ',
    );
  });

  test('with the key’s file that is named; files are found from any folder', async () => {
    const argv = ['hook', '--print-config', 'codex'];
    expect((await nod(argv, { NOD_API_KEY_FILE: '/etc/nod/key' })).out).toContain(' NOD_API_KEY_FILE=/etc/nod/key ');
    for (const wrong of [nod(argv, { NOD_API_KEY_FILE: 'key' }), nod([...argv, '--policy', 'hook.json'], {})]) {
      expect(await wrong).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining('by its whole path') });
    }
  });

  test('called in a way that works in one folder only, it says so', async () => {
    const argv = ['hook', '--print-config', 'codex'];
    expect((await nod(argv, { NOD_CALLED_AS: 'npm run -s nod --' })).err).toContain('on its PATH');
    expect((await nod(argv, { NOD_CALLED_AS: 'nod-server' })).err).toBe('');
  });

  test.each([
    ['codex', '[features]\nhooks = true\n'],
    ['gemini-cli', '"hooksConfig": {\n    "enabled": true\n  }'],
  ])('%s: where hooks can be turned off, that they are on', async (agent, on) => {
    expect((await nod(['hook', '--print-config', agent], {})).out).toContain(on);
  });

  test('of no other', async () => {
    expect(await nod(['hook', '--print-config', 'emacs'], {})).toMatchObject({ exitCode: 2, out: '' });
  });
});
