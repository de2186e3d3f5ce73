import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const start = fileURLToPath(new URL('start.mjs', import.meta.url));

function run(environment: Record<string, string>) {
  const env = { ...process.env, ...environment };
  return spawnSync(process.execPath, [start], { env, encoding: 'utf8', timeout: 15_000 });
}

test('a port in use leads to a sentence with what to do, before any part is started', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  const { status, stderr, stdout } = run({ NOD_PORT: String(port), DEMO_PORT: '4399' });
  other.close();
  expect(stderr).toMatch(new RegExp(`^Port ${port} is in use.*NOD_PORT=\\d+ npm start\n$`));
  expect(stdout).toBe('');
  expect(status).toBe(69);
});

test.each(['0', '65536', 'http', '44.5'])('DEMO_PORT=%s is refused by name', (port) => {
  const { status, stderr } = run({ DEMO_PORT: port });
  expect(stderr).toBe(`DEMO_PORT wants a port from 1 to 65535, not "${port}".\n`);
  expect(status).toBe(78);
});
