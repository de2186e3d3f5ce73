import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'vitest';

/** Debian keeps servers in /usr/sbin, which isn't on every account's PATH. */
const FOLDERS = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];

/**
 * Tests that need a program which Nod doesn't bring along, for `npm run test:long`. Where it isn't installed, one line says
 * so, and nothing fails.
 * @param define gets the program's path
 */
export function withProgram(name: string, define: (program: string) => void): void {
  const program = FOLDERS.map((folder) => path.join(folder, name)).find(isExecutable);
  if (program === undefined) {
    console.log(`skipped: ${name} is not installed`);
    test.skip(`needs ${name}`, () => undefined);
    return;
  }
  describe(`with ${name}`, () => define(program));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
