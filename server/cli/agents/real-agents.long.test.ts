import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SoftwarePhone, startNod, type TestNod } from '../../../e2e/kit/index.ts';
import { startTestModel, type TestModel } from './testing-model.ts';

/**
 * `nod hook` in the agents themselves, from npm, as docs/agents says to set it up; a stand-in takes the place of their models. What
 * they do beyond that goes to a proxy that isn't there. Raise the versions together with the pages.
 */
const VERSIONS = { codex: '@openai/codex@0.171.0', gemini: '@google/gemini-cli@0.61.0' };

const root = path.join(import.meta.dirname, '../../..');
const directory = mkdtempSync(path.join(tmpdir(), 'nod-agents-'));
const at = (...parts: string[]) => path.join(directory, ...parts);
const made = at('project', 'made');
const command = `touch ${made}`;
const policy = at('hook.json');

let nod: TestNod;
let phone: SoftwarePhone;
let model: TestModel;
let environment: Record<string, string>;

beforeAll(async () => {
  for (const folder of ['project', 'home/.gemini', 'codex', 'bin', 'nothing'])
    mkdirSync(at(folder), { recursive: true });
  writeFileSync(at('package.json'), '{"private":true}');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', '--prefer-offline', ...quiet, ...Object.values(VERSIONS)], { cwd: directory });
  model = await startTestModel();
  nod = await startNod();
  const { apiKey } = await nod.application({ name: 'Agents', match: 'none', parallel: true });
  phone = nod.phone('Pixel 9');
  await phone.pair('alice');
  writeFileSync(at('key'), apiKey, { mode: 0o600 });
  writeFileSync(policy, JSON.stringify({ user: 'alice', server: nod.origin }));
  writeFileSync(at('bin', 'nod'), `#!/bin/sh\nexec '${process.execPath}' '${root}/scripts/nod.mjs' "$@"\n`);
  chmodSync(at('bin', 'nod'), 0o755);
  const nowhere = 'http://127.0.0.1:9';
  environment = {
    ...{ HOME: at('home'), CODEX_HOME: at('codex'), NO_COLOR: '1', MODEL_KEY: 'x', GEMINI_API_KEY: 'x' },
    ...{ HTTPS_PROXY: nowhere, HTTP_PROXY: nowhere, NO_PROXY: '127.0.0.1,localhost' },
    // Gemini CLI takes nothing unasked in a folder that nobody trusts.
    ...{ GOOGLE_GEMINI_BASE_URL: `http://127.0.0.1:${model.port}`, GEMINI_CLI_TRUST_WORKSPACE: 'true' },
    ...{ NOD_ORIGIN: nod.origin, NOD_API_KEY_FILE: at('key') },
  };
});
afterAll(async () => {
  model?.stop();
  await nod?.stop();
  rmSync(directory, { recursive: true, force: true });
});
beforeEach(() => {
  rmSync(made, { force: true });
  model.want(command);
});

/**
 * What the command prints for an agent's settings, with the folder of the command in the line's PATH. The policy is this account's
 * own, so it has to be trusted.
 */
function printed(agent: string, bin = at('bin')): string {
  const settings = execFileSync(
    at('bin', 'nod'),
    ['hook', '--print-config', agent, '--policy', policy, '--trust-config'],
    { encoding: 'utf8', env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  expect(settings).toContain(USUAL_PATH);
  return settings.replace(USUAL_PATH, `PATH=${bin}:/usr/bin:/bin`);
}
const USUAL_PATH = 'PATH=/usr/local/bin:/usr/bin:/bin';

/** Answers what comes next; an agent takes its time until it asks. */
async function answer(how: (asked: SoftwarePhone) => Promise<void>): Promise<void> {
  const { length } = phone.asked;
  await expect.poll(() => phone.asked.length, { timeout: 60_000 }).toBeGreaterThan(length);
  await how(phone);
}

/** Runs an agent to its end. @returns what it has printed */
async function run(program: string, args: string[]): Promise<string> {
  const child = spawn(at('node_modules', '.bin', program), args, {
    cwd: at('project'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: [path.dirname(process.execPath), process.env.PATH].join(path.delimiter), ...environment },
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (out += String(chunk)));
  await new Promise((resolve) => child.once('close', resolve));
  return out;
}

describe('Codex', () => {
  /** With the settings of its own user, which it has to be told to trust; /etc is the system's. */
  const codex = (...trust: string[]) => run('codex', ['exec', ...trust, '--skip-git-repo-check', 'run it']);
  const TRUSTED = '--dangerously-bypass-hook-trust';

  const set = (bin?: string) => {
    const provider = { name: 'stand-in', base_url: `http://127.0.0.1:${model.port}/v1`, env_key: 'MODEL_KEY' };
    const settings = [
      'model_provider = "standin"\napproval_policy = "never"\nsandbox_mode = "danger-full-access"',
      ...['[model_providers.standin]', 'wire_api = "responses"'],
      ...Object.entries(provider).map(([name, value]) => `${name} = ${JSON.stringify(value)}`),
      printed('codex', bin),
    ];
    writeFileSync(at('codex', 'config.toml'), settings.join('\n'));
  };

  beforeEach(() => set());

  test('a yes lets the tool run; the person has seen the command', async () => {
    const [out] = await Promise.all([codex(TRUSTED), answer((asked) => asked.approve())]);
    expect(phone.asked.at(-1)).toMatchObject({ title: 'Codex wants to use Bash' });
    expect(phone.asked.at(-1)?.details).toContainEqual({ label: 'command', value: command });
    expect(existsSync(made)).toBe(true);
    expect(out).toContain('hook: PreToolUse Completed');
  });

  test('a no stops it, and the agent reads the reason', async () => {
    await Promise.all([codex(TRUSTED), answer((asked) => asked.deny({ reason: 'not today' }))]);
    expect(existsSync(made)).toBe(false);
    expect(model.told()).toContain('Nod: alice said no: not today.');
  });

  test('without the command nothing runs', async () => {
    set(at('nothing'));
    await codex(TRUSTED);
    expect(existsSync(made)).toBe(false);
    expect(model.told()).toContain('blocked by PreToolUse hook');
  });

  test('what the page warns of: a hook that nobody has trusted is skipped', async () => {
    const { length } = phone.asked;
    await codex();
    expect(existsSync(made)).toBe(true);
    expect(phone.asked).toHaveLength(length);
  });
});

describe('Gemini CLI', () => {
  const gemini = () => run('gemini', ['--yolo', '-m', 'gemini-2.5-flash', '-p', 'run it']);
  /** With the settings of its own user: those of the system have to be root's, and everything above them. */
  const set = (more: object = {}, bin?: string) => {
    const { hooks, hooksConfig } = JSON.parse(printed('gemini-cli', bin));
    const security = { auth: { selectedType: 'gemini-api-key' } };
    const settings = { security, hooks, hooksConfig: { ...hooksConfig, ...more } };
    writeFileSync(at('home/.gemini/settings.json'), JSON.stringify(settings));
  };

  beforeEach(() => set());

  test('a yes lets the tool run; the person has seen the command', async () => {
    await Promise.all([gemini(), answer((asked) => asked.approve())]);
    expect(phone.asked.at(-1)).toMatchObject({ title: 'Gemini CLI wants to use run_shell_command' });
    expect(phone.asked.at(-1)?.details).toContainEqual({ label: 'command', value: command });
    expect(existsSync(made)).toBe(true);
  });

  test('a no stops it, and the agent reads the reason', async () => {
    await Promise.all([gemini(), answer((asked) => asked.deny({ reason: 'not today' }))]);
    expect(existsSync(made)).toBe(false);
    expect(model.told()).toContain('Nod: alice said no: not today.');
  });

  test('without the command nothing runs', async () => {
    set({}, at('nothing'));
    await gemini();
    expect(existsSync(made)).toBe(false);
    expect(model.told()).toContain('Tool execution blocked');
  });

  test('what the page warns of: a hook can be disabled by its name', async () => {
    const { length } = phone.asked;
    set({ disabled: ['nod'] });
    await gemini();
    expect(existsSync(made)).toBe(true);
    expect(phone.asked).toHaveLength(length);
  });
});
