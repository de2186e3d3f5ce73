import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { FileRights } from './file-rights.ts';

/** Of an account that owns nothing: the agent's, where root runs the tests. Nobody is kept from anything as root. */
const NOBODY = 65_534;
/** A file that root alone may change, whoever runs the tests. */
const ROOTS = realpathSync('/etc/passwd');
const isRoot = process.getuid?.() === 0;

/** What the hook finds, in a process that has given up being root; `access` asks for the process's own account. */
const LOOK = `
  const { rightsOf } = await import(${JSON.stringify(new URL('./file-rights.ts', import.meta.url).href)});
  const { requireForeign } = await import(${JSON.stringify(new URL('./hook-policy.ts', import.meta.url).href)});
  if (${isRoot}) {
    process.setgroups([]);
    process.setgid(${NOBODY});
    process.setuid(${NOBODY});
  }
  const outcome = (work) => { try { return work() } catch (error) { return error.code ?? error.message } };
  const file = process.argv[1];
  console.log(JSON.stringify([
    outcome(() => rightsOf(file)),
    outcome(() => requireForeign(file, [], rightsOf)) ?? 'a policy',
  ]));
`;

function look(file: string): [rights: FileRights | string, asPolicy: string] {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', LOOK, file], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

/** A policy file in a folder of its own, both of root where root runs the tests. */
function policy() {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'nod-rights-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755);
  const file = path.join(folder, 'hook.json');
  writeFileSync(file, '{}');
  chmodSync(file, 0o644);
  return { folder, file };
}

test('what is root’s all the way up is a policy', () => {
  expect(look(ROOTS)).toEqual([{ realPath: ROOTS, owned: false, writable: false }, 'a policy']);
});

test('one’s own file isn’t, also where it may not be written now: its owner gives itself the right', () => {
  const { file } = policy();
  chmodSync(file, 0o444);
  if (isRoot) chownSync(file, NOBODY, NOBODY);
  const [rights, asPolicy] = look(file);
  expect(rights).toEqual({ realPath: file, owned: true, writable: false });
  expect(asPolicy).toContain(`${file} is owned by the account`);
});

test('a link is told by the place where it leads', () => {
  const { folder } = policy();
  const link = path.join(folder, 'link.json');
  symlinkSync(ROOTS, link);
  const [rights, asPolicy] = look(link);
  expect(rights).toEqual({ realPath: ROOTS, owned: false, writable: false });
  expect(asPolicy).toContain(`is reached by a link. Name the file itself: ${ROOTS}`);

  const around = path.join(folder, 'etc');
  symlinkSync('/etc', around);
  expect(look(path.join(around, 'passwd'))[1]).toContain(`is reached by a link. Name the file itself: ${ROOTS}`);
});

test('no file, no policy', () => {
  const [rights, asPolicy] = look(path.join(policy().folder, 'none.json'));
  expect(rights).toBe('ENOENT');
  expect(asPolicy).toContain('that can be read');
});

// Another account's files can only be made by root.
describe.skipIf(!isRoot)('a file of another account', () => {
  test.each([
    ['that others may write', 0o646, 0, true],
    ['that the agent’s group may write', 0o664, NOBODY, true],
    ['that another group may write', 0o664, 0, false],
    ['that only its owner may write', 0o600, 0, false],
  ])('%s', (_name, mode, group, writable) => {
    const { folder, file } = policy();
    chownSync(file, 0, group);
    chmodSync(file, mode);
    const [rights, asPolicy] = look(file);
    expect(rights).toEqual({ realPath: file, owned: false, writable });
    // The folder of temporary files is one that all may write to.
    expect(asPolicy).toContain(`${writable ? file : path.dirname(folder)} can be written by the account`);
  });

  test('in a folder, or below one, in which the agent can put another in its place', () => {
    const { folder } = policy();
    const inner = path.join(folder, 'inner');
    const file = path.join(inner, 'hook.json');
    mkdirSync(inner, { mode: 0o755 });
    writeFileSync(file, '{}', { mode: 0o644 });
    chmodSync(folder, 0o777);
    expect(look(file)).toEqual([
      { realPath: file, owned: false, writable: false },
      expect.stringContaining(`${folder} can be written by the account`),
    ]);
    chmodSync(folder, 0o755);
    chownSync(inner, NOBODY, NOBODY);
    expect(look(file)[1]).toContain(`${inner} is owned by the account`);
  });

  test('in a folder that the agent can’t see into', () => {
    const { folder, file } = policy();
    chmodSync(folder, 0o700);
    const [rights, asPolicy] = look(file);
    expect(rights).toBe('EACCES');
    expect(asPolicy).toContain('that can be read');
  });
});
