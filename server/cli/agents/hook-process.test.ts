import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

/** `nod hook` as an agent starts it; its input is never closed. */
function started(...more: string[]) {
  const child = spawn(process.execPath, ['scripts/nod.mjs', 'hook', '--agent', 'claude-code', ...more], {
    env: { PATH: process.env.PATH, NOD_ORIGIN: 'http://127.0.0.1:9' },
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  return { child, ended: once(child, 'close').then(([code]) => ({ code, out })) };
}

test('stopped by SIGTERM it still says no, in the agent’s shape', async () => {
  const { child, ended } = started();
  // Until it has begun to read: a signal before that ends it with the code that says no.
  child.stdin.write('{');
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  child.kill('SIGTERM');
  const { code, out } = await ended;
  expect(code).toBe(2);
  if (out !== '') expect(JSON.parse(out)).toMatchObject({ hookSpecificOutput: { permissionDecision: 'deny' } });
}, 20_000);

test('where nobody reads its answer, and where it is started wrongly, the exit code says no', async () => {
  const unheard = started();
  unheard.child.stdout.destroy();
  unheard.child.stdin.end('{}');
  const wrong = started('--timeout', 'soon');
  wrong.child.stdin.end();
  expect(await unheard.ended).toEqual({ code: 2, out: '' });
  expect(await wrong.ended).toEqual({ code: 2, out: '' });
}, 20_000);
