import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeEnvironment } from './setup.mjs';
import { VARIANTS } from './variants/list.mjs';

/**
 * Do the tests notice when a check is missing? Each variant in variants/list.mjs takes one check out. Its tests have to
 * pass without the variant and fail with it. It is applied in a temporary copy of the tree, never in the tree itself.
 *
 * `npm run variants` tries all and writes variants/tried.json: per variant the hash of its text, its source and its tests.
 * `npm test` tries those whose hash is another by now. `npm run variants -- quiet realm` tries those whose names hold a word.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const record = path.join(root, 'scripts', 'variants', 'tried.json');

const read = (file) => readFileSync(path.join(root, file), 'utf8');

/** The source with the variant in it. @throws Error when the old text isn't there exactly once */
export function weaken(source, { name, old, weaker }) {
  const found = source.split(old).length - 1;
  if (found !== 1) throw new Error(`${name}: the text to replace is there ${found} times, not once`);
  return source.replace(old, () => weaker);
}

/** What a variant was tried with: its own text, its source and its tests. */
export function hashOf(variant) {
  const texts = [variant.named, variant.old, variant.weaker, ...[variant.file, ...variant.tests].map(read)];
  return createHash('sha256').update(JSON.stringify(texts)).digest('base64url');
}

/** @returns variants that have not been tried as they are now */
export function untried() {
  const tried = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : {};
  return VARIANTS.filter((variant) => tried[variant.name] !== hashOf(variant));
}

/** @returns a copy of all files that git knows or would take, with this tree's packages */
function copyTree() {
  const copy = mkdtempSync(path.join(tmpdir(), 'nod-variants-'));
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of new Set(list.toString().split('\0'))) {
    if (file === '' || !existsSync(path.join(root, file))) continue;
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    copyFileSync(path.join(root, file), path.join(copy, file));
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

/**
 * Runs test files.
 * @param stores on which the tests of the engine run: `sqlite`, or `both`
 * @returns each test's name, those of its groups before it, whether it passed, and why not
 */
async function runTests(copy, files, stores) {
  const report = path.join(copy, 'variants-report.json');
  rmSync(report, { force: true });
  const tests = spawn(
    path.join(copy, 'node_modules', '.bin', 'vitest'),
    ['run', ...files, '--reporter=json', `--outputFile=${report}`],
    { cwd: copy, stdio: 'ignore', env: { ...nodeEnvironment(), CI: 'true', NOD_TEST_STORES: stores } },
  );
  await new Promise((resolve, reject) => tests.once('error', reject).once('close', resolve));
  if (!existsSync(report)) return [];
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed' || status === 'failed')
    .map(({ fullName, status, failureMessages: [why = ''] }) => ({ fullName, passed: status === 'passed', why }));
}

/** Most variants have one file of tests, which keeps one core busy. */
const LANES = 2;

/**
 * Tries variants, two at a time, and says how each went.
 * @returns how many were noticed and how many were not, and the hashes of the former by name
 */
export async function tryVariants(variants) {
  const tried = {};
  if (variants.length === 0) return { passed: 0, failed: 0, tried };
  const copies = Array.from({ length: LANES }, copyTree);
  try {
    const whole = await runTests(copies[0], [...new Set(variants.flatMap(({ tests }) => tests))], 'both');
    const left = [...variants];
    const work = async (copy) => {
      for (let variant = left.shift(); variant; variant = left.shift()) {
        const problem = await tryVariant(copy, variant, whole);
        console.log(problem ? `  ✗ ${variant.name}: ${problem}` : `  ✓ ${variant.name}`);
        if (!problem) tried[variant.name] = hashOf(variant);
      }
    };
    await Promise.all(copies.map(work));
  } finally {
    for (const copy of copies) rmSync(copy, { recursive: true, force: true });
  }
  const passed = Object.keys(tried).length;
  return { passed, failed: variants.length - passed, tried };
}

/** @returns what is wrong; undefined when the variant is noticed */
async function tryVariant(copy, variant, whole) {
  const named = new RegExp(variant.named);
  const without = whole.filter(({ fullName }) => named.test(fullName));
  if (without.length === 0) return `no test is named /${variant.named}/`;
  const failing = without.find(({ passed }) => !passed);
  // A test that works with random input names it there.
  if (failing) return `fails without the variant as well: ${failing.fullName}\n${failing.why}`;
  const target = path.join(copy, variant.file);
  const source = readFileSync(target, 'utf8');
  try {
    writeFileSync(target, weaken(source, variant));
    // PostgreSQL takes most of the time, and few variants are noticed there alone.
    for (const stores of ['sqlite', 'both']) {
      const withIt = (await runTests(copy, variant.tests, stores)).filter(({ fullName }) => named.test(fullName));
      if (withIt.length === 0) return 'with the variant no test ran at all: it has to weaken the code, not to break it';
      if (withIt.some(({ passed }) => !passed)) return undefined;
    }
    return 'no test noticed';
  } catch (error) {
    return error.message;
  } finally {
    writeFileSync(target, source);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2);
  const chosen = VARIANTS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  const startedMs = Date.now();
  const { passed, failed, tried } = await tryVariants(chosen);
  const before = words.length > 0 && existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : {};
  const names = new Set(VARIANTS.map(({ name }) => name));
  const all = Object.entries({ ...before, ...tried }).filter(([name]) => names.has(name));
  const sorted = Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(record, `${JSON.stringify(sorted, null, 2)}\n`);
  console.log(`\n${passed} noticed, ${failed} not, in ${Math.round((Date.now() - startedMs) / 1000)} s`);
  process.exit(failed === 0 ? 0 : 1);
}
