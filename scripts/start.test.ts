import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const start = fileURLToPath(new URL('start.mjs', import.meta.url));

function run(environment: Record<string, string>) {
  const env = { ...process.env, ...environment };
  return spawnSync(process.execPath, [start], { env, encoding: 'utf8', timeout: 15_000 });
}

async function takePort(): Promise<{ port: number; close: () => void }> {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  return { port, close: () => other.close() };
}

test('a port in use leads to a line that works as printed and keeps the other port, before any part is started', async () => {
  const [taken, other] = [await takePort(), await takePort()];
  other.close();
  const nod = run({ NOD_PORT: String(taken.port), DEMO_PORT: String(other.port) });
  const [, free] = /^Port \d+ is in use.*: NOD_PORT=(\d+) DEMO_PORT=\d+ npm start\n$/.exec(nod.stderr) ?? [];
  expect(nod.stderr).toContain(`Port ${taken.port} is in use`);
  expect(nod.stderr).toContain(`DEMO_PORT=${other.port} npm start`);
  expect([Number(free) > 0, free === String(taken.port)]).toEqual([true, false]);
  expect([nod.status, nod.stdout]).toEqual([69, '']);

  const demo = run({ DEMO_PORT: String(taken.port), NOD_PORT: String(other.port) });
  expect(demo.stderr).toMatch(new RegExp(`: NOD_PORT=${other.port} DEMO_PORT=\\d+ npm start\n$`));
  // What nobody has set isn't said.
  expect(run({ NOD_PORT: String(taken.port), DEMO_PORT: '' }).stderr).toMatch(/port: NOD_PORT=\d+ npm start\n$/);
  taken.close();
});

test('near the last port the advice is still a port', async () => {
  const probe = createServer();
  const bound = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(65_500, '127.0.0.1', () => resolve(true));
  });
  const { stderr } = run({ NOD_PORT: '65500', DEMO_PORT: '' });
  if (bound) probe.close();
  expect(Number(/NOD_PORT=(\d+) npm start/.exec(stderr)?.[1])).toBeLessThanOrEqual(65_535);
});

test.each(['0', '65536', 'http', '44.5'])('DEMO_PORT=%s is refused by name', (port) => {
  const { status, stderr } = run({ DEMO_PORT: port });
  expect(stderr).toBe(`DEMO_PORT wants a port from 1 to 65535, not "${port}".\n`);
  expect(status).toBe(78);
});
