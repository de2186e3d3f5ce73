import { expect, test } from 'vitest';
import { asCalled } from './called-as.ts';
import { nod } from './testing-terminal.ts';

test('every command is printed as it has to be typed', async () => {
  const { out } = await nod(['--help'], {});
  const commands = [...out.matchAll(/^ {2}([a-z]+(?: [a-z-]+)*)/gm)].map(([, name = '']) => name);
  expect(commands).toContain('device list');
  for (const name of commands) expect(asCalled(`Next: nod ${name}`, 'nod-server')).toBe(`Next: nod-server ${name}`);
});

test('what only looks like a command stays as it is', () => {
  for (const text of ['nod: It did not work', 'Next: nod enroll nod', 'nod_key', 'exec nod-server app list']) {
    expect(asCalled(text, 'X')).toBe(text.replace('nod enroll', 'X enroll'));
  }
});
