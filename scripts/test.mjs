import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowsers } from './browsers.mjs';
import { build, install, nodeEnvironment } from './setup.mjs';
import { tryVariants, untried } from './variants.mjs';

/**
 * `npm test`, complete on a clean checkout: installs and builds, then runs type check, lint, directions, requirements,
 * unit and engine tests (SQLite and PostgreSQL), the weakened variants that changed since `npm run variants` tried them
 * all, and the browser tests. It runs on the system's own Node until node_modules brings a newer one. The last line
 * counts everything: `N passed, N failed`.
 *
 * `npm test -- unit` or `npm test -- browser` runs a part.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const results = path.join(root, 'node_modules', '.cache', 'nod-test');
const parts = process.argv.slice(2);
const wants = (part) => parts.length === 0 || parts.includes(part);

const counts = { passed: 0, failed: 0 };

function step(name, command, args, extra = {}) {
  console.log(`\n▸ ${name}`);
  const startedMs = Date.now();
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...nodeEnvironment(), ...extra },
  });
  if (error) console.error(error.message);
  console.log(`  ${status === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - startedMs) / 1000).toFixed(1)} s`);
  return status === 0;
}

/** A step that counts as one check. */
function check(name, command, args) {
  if (step(name, command, args)) counts.passed++;
  else counts.failed++;
}

/** A test runner, counted by its own report. A runner that fails without a failed test counts as one failure. */
function suite(name, command, args, extra, read) {
  const report = path.join(results, `${name.replaceAll(' ', '-')}.json`);
  const ok = step(name, command, args(report), extra(report));
  const found = existsSync(report) ? read(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 0 };
  counts.passed += found.passed;
  counts.failed += found.failed;
  if (!ok && found.failed === 0) counts.failed++;
  if (ok && found.passed === 0) {
    console.error(`  ${name}: no test was run`);
    counts.failed++;
  }
}

install();
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

if (wants('check')) {
  check('type check', 'tsc', ['--noEmit']);
  check('type check of the service worker', 'tsc', ['--noEmit', '-p', 'pwa/worker']);
  check('lint and format', 'biome', ['check', '--error-on-warnings', '.']);
  check('dependency directions', 'node', ['scripts/directions.mjs']);
  check('requirements and their tests', 'node', ['scripts/requirements.mjs', '--check']);
}
if (wants('unit')) {
  suite(
    'unit and engine tests',
    'vitest',
    (report) => ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`],
    () => ({}),
    (json) => ({ passed: json.numPassedTests, failed: json.numFailedTests }),
  );
}
if (wants('unit') || wants('variants')) {
  const changed = untried();
  console.log(`\n▸ weakened variants: ${changed.length} not tried as they are now`);
  const { passed, failed } = await tryVariants(changed);
  counts.passed += passed;
  counts.failed += failed;
}
if (wants('browser')) {
  build();
  const missing = findBrowsers({ mayInstall: true });
  if (missing.length > 0) {
    console.error(`\nMissing: ${missing.join(', ')}. Install with: sudo apt-get install ${missing.join(' ')}`);
    counts.failed++;
  } else {
    suite(
      'browser tests',
      'playwright',
      () => ['test', '-c', 'e2e', '--reporter=list,json'],
      (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report }),
      ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }),
    );
  }
}

console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);
