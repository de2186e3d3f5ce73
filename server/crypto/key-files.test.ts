import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOrCreateKeyFile } from './key-files.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'nod-key-files-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('a file that another process created in the meantime is taken, never overwritten', () => {
  const file = path.join(directory, 'secret');
  const content = readOrCreateKeyFile(file, () => {
    writeFileSync(file, 'theirs', { mode: 0o600 });
    return Buffer.from('ours');
  });
  expect(content.toString()).toBe('theirs');
  expect(readFileSync(file, 'utf8')).toBe('theirs');
  expect(readdirSync(directory)).toEqual(['secret']);
});

test('an existing file is read and nothing is made', () => {
  const file = path.join(directory, 'secret');
  writeFileSync(file, 'kept', { mode: 0o600 });
  const content = readOrCreateKeyFile(file, () => expect.unreachable());
  expect(content.toString()).toBe('kept');
});

test('a maker that fails leaves nothing behind', () => {
  const file = path.join(directory, 'secret');
  expect(() =>
    readOrCreateKeyFile(file, () => {
      throw new Error('no randomness');
    }),
  ).toThrow();
  expect(readdirSync(directory)).toEqual([]);
});
