import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

/** `nod hook` as an agent starts it, with a policy and a key, and a server of which is known when it is asked. */
async function started(...more: string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'nod-hook-'));
  const [policy, key] = [path.join(folder, 'hook.json'), path.join(folder, 'key')];
  writeFileSync(key, `nod_${'k'.repeat(11)}_${'s'.repeat(22)}`);
  let wasAsked = () => {};
  const asked = new Promise<void>((resolve) => {
    wasAsked = resolve;
  });
  const server = createServer(() => wasAsked()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(policy, JSON.stringify({ user: 'alice', server: origin }));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
  });
  const child = spawn(
    process.execPath,
    ['scripts/nod.mjs', 'hook', '--agent', 'claude-code', '--policy', policy, '--trust-config', ...more],
    {
      env: { PATH: process.env.PATH, NOD_API_KEY_FILE: key },
    },
  );
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  return { child, asked, ended: once(child, 'close').then(([code]) => ({ code, out })) };
}

const CALL = JSON.stringify({ hook_event_name: 'PreToolUse', tool_name: 'Bash', tool_input: { command: 'ls' } });

test('stopped by SIGTERM while it waits it still says no, in the agent’s shape', async () => {
  const { child, asked, ended } = await started();
  child.stdin.end(CALL);
  await asked;
  child.kill('SIGTERM');
  const { code, out } = await ended;
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ hookSpecificOutput: { permissionDecision: 'deny' } });
}, 20_000);

test('where nobody reads its answer, and where it is started wrongly, the exit code says no', async () => {
  const unheard = await started();
  unheard.child.stdout.destroy();
  unheard.child.stdin.end('{}');
  const wrong = await started('--timeout', 'soon');
  wrong.child.stdin.end();
  expect(await unheard.ended).toEqual({ code: 2, out: '' });
  expect(await wrong.ended).toEqual({ code: 2, out: '' });
}, 20_000);

test('a hook that waits for what never comes ends with a no', async () => {
  const program = `(await import('./server/cli/agents/last-word.ts')).armHook(['hook']); await new Promise(() => {});`;
  const child = spawn(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '-e',
    program,
  ]);
  expect(await once(child, 'close')).toEqual([2, null]);
}, 20_000);
