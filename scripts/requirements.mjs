import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Which test shows which requirement: reads the names of all tests from their sources and writes docs/requirements.md.
 * `--check` writes nothing and fails when the page is not up to date. Both fail for a requirement that had a test on
 * the page and has none now, so that a protection doesn't lose its last test unnoticed; `--let-go N5` allows it.
 *
 * A test names its requirements at the beginning (`N2: …`, `N1, N2: …`, `W1–W3: …`) or in brackets (`… (A6.6.3)`). The
 * sentences are ours, and short: the standard's own text decides.
 */
export const REQUIREMENTS = {
  'NIST SP 800-63B-4': {
    N1: 'An approval is tied to its login by carrying the secret over, typed or scanned. Comparing, or picking from a list, is not enough.',
    N2: 'The code has at least six digits, comes from an approved random generator and is accepted once.',
    N3: 'A request that is not completed within ten minutes is void.',
    N4: 'Consecutive wrong codes are limited. A new request does not reset the count, pauses grow, and at 100 the devices are disabled until they are bound anew.',
    N5: 'Pushes since the last success are limited.',
    N6: 'Keys are set up over an authenticated, protected channel, and the server keeps no private or shared key of a device.',
    N7: 'A locked screen shows nothing secret. That the request has arrived is indicated.',
    N8: 'A typed code is not phishing-resistant. Only an approval that is bound to the origin, without manual entry, may claim that.',
    N9: 'E-mail is never an out-of-band authenticator; telephone networks are restricted.',
    N10: 'As a multi-factor authenticator a device is activated at each use, by something other than its own unlocking.',
    N12: 'A binding code has at least 112 bits, or 40 bits beside an identifier. It works once, for ten minutes, and never travels by e-mail.',
    N13: 'A user may have several authenticators.',
    N14: 'Bindings and recoveries are announced by another way, with instructions for somebody who did not do it. Time and source are recorded.',
    N15: 'Recovery codes have at least 64 bits. They are stored hashed, throttled, and replaced after use.',
    N16: 'A lost device can be disabled at once. A suspension can be undone by a valid authenticator.',
  },
  'OWASP ASVS 5.0': {
    'A6.3.5': 'Users are told of suspicious attempts, among them those that got part of the way.',
    'A6.3.7': 'Users are told when their credentials change.',
    'A6.3.8': 'Nothing tells an existing user from one who does not exist.',
    'A6.5.1': 'A code is accepted once.',
    'A6.5.2': 'Stored codes and recovery codes below 112 bits are hashed so that they cannot be tried out offline.',
    'A6.5.3': 'Codes come from a cryptographically secure random generator.',
    'A6.5.4': 'A code has at least 20 bits.',
    'A6.5.5': 'A code is valid for ten minutes at most.',
    'A6.5.6': 'Every authenticator and every code can be revoked.',
    'A6.6.2': 'A code or an approval counts only for the request that it was made for.',
    'A6.6.3': 'Guessing codes is held up by rate limits.',
    'A6.6.4': 'Push bombing is held up by rate limits.',
    'A6.7.2': 'What is signed holds a nonce of at least 64 bits that is used once.',
  },
  'OAuth cross-device BCP': {
    X1: 'Declining is at least as prominent as approving.',
    X2: 'Where login and answer come from one device no second channel is claimed, unless the approval is bound to the origin.',
  },
  'MITRE ATT&CK T1621': {
    M1: 'Events of requests and devices record where the login and where the answer came from.',
    M2: 'Bursts of requests, and answers from another place than the login, are visible to the operator.',
  },
  'RFC 8176': {
    R1: 'A receipt’s `amr` claims only what was shown: `swk` for the device key, never `hwk`.',
  },
  'RFCs 8030, 8291, 8292': {
    W1: 'A push has a TTL, an urgency and a topic that fit its challenge.',
    W2: 'Pushes are encrypted as aes128gcm; the example of RFC 8291’s appendix comes out byte for byte.',
    W3: 'A VAPID token names its push service and a contact, and expires in time.',
  },
  'CIBA Core, FAPI-CIBA': {
    C1: 'The binding message is shown on both sides.',
    C2: 'Clients may poll or be pinged.',
    C3: 'A client that polls too fast is told to slow down.',
    C4: 'Clients are confidential.',
  },
  'OWASP AISVS 1.0, approval of actions': {
    'V9.2.1': 'A person approves before the action happens.',
    'V9.2.2': 'All parameters of the action are shown, none of them shortened.',
    'V9.2.8': 'An approval is bound to parameters, requester and context by a nonce that is used once.',
    'V9.2.9': 'Keys that approve are kept apart from whatever asks.',
    'V9.2.10': 'A chain of actions is approved as the chain that it is.',
  },
};

/** This test quotes names that are not tests of its own. */
const OWN_TEST = 'scripts/requirements.test.ts';
const PAGE = fileURLToPath(new URL('../docs/requirements.md', import.meta.url));
const IDS = new Set(Object.values(REQUIREMENTS).flatMap((section) => Object.keys(section)));
const ID = String.raw`(?:[NXMRWC]\d+|[AV]\d+\.\d+\.\d+)`;
const LITERAL = String.raw`(?:'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\x60(?:\\.|[^\x60\\])*\x60)`;
/** `it('…'`, `test.describe('…'`, or the second bracket of `it.each([…])('…'`. A skipped test shows nothing. */
const TITLE = new RegExp(
  String.raw`(?:\b(?:it|test|describe)(?:\.(?!skip\b|todo\b|fixme\b|fail\b)\w+)*(?:<[^(]*>)?\(|\)\()\s*(${LITERAL})`,
  'g',
);
/** A row of a table of tests, in which the first member is the title. */
const ROW = new RegExp(String.raw`\[\s*(${LITERAL})`, 'g');
const LEADING = new RegExp(`^(${ID}(?:(?:, |–)${ID})*): `);
const BRACKETED = new RegExp(String.raw`\((${ID}(?:, ${ID})*)(?=[):])`, 'g');

/** @returns the requirement ids in a test's name; a range such as `W1–W3` stands for each of its ids */
export function idsIn(name) {
  const lists = [LEADING.exec(name)?.[1], ...[...name.matchAll(BRACKETED)].map((match) => match[1])];
  return lists.flatMap((list) => list?.split(', ') ?? []).flatMap(expand);
}

function expand(range) {
  const [from, to] = range.split('–');
  if (to === undefined) return [from];
  const [, family, first] = /^(.*?)(\d+)$/.exec(from);
  const last = Number(/\d+$/.exec(to)[0]);
  return Array.from({ length: last - Number(first) + 1 }, (_, index) => family + (Number(first) + index));
}

/** @returns the tests in a source file that name a requirement, in their order, each with its ids */
export function testsIn(text) {
  const code = text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  const found = [...code.matchAll(TITLE), ...code.matchAll(ROW)].sort((a, b) => a.index - b.index);
  const names = found.map((match) =>
    match[1]
      .slice(1, -1)
      .replaceAll(/\$\{[^}]*\}/g, '…')
      .replaceAll(/\\(.)/g, '$1'),
  );
  return [...new Set(names)].map((name) => ({ name, ids: idsIn(name) })).filter(({ ids }) => ids.length > 0);
}

/**
 * @param sources the text of each test file by its path
 * @returns tests by requirement id, and one sentence per id that is in no standard of the list
 */
export function testsById(sources) {
  const tests = new Map([...IDS].map((id) => [id, []]));
  const unknown = [];
  for (const [file, text] of Object.entries(sources)) {
    for (const { name, ids } of testsIn(text)) {
      for (const id of ids) {
        if (tests.has(id)) tests.get(id).push({ file, name });
        else unknown.push(`${file}: "${name}" names ${id}, which scripts/requirements.mjs doesn't know`);
      }
    }
  }
  return { tests, unknown };
}

const INTRODUCTION = `# Requirements and their tests

Made by \`node scripts/requirements.mjs\` from the names of the tests; don't edit it. The sentences are ours, and short: the
standard's own text decides. A requirement has at least one test that names it, or it stands under [Open](#open).
`;

/** @returns the page, for tests by requirement id */
export function pageOf(tests) {
  const parts = [INTRODUCTION];
  for (const [standard, section] of Object.entries(REQUIREMENTS)) {
    const shown = Object.entries(section).filter(([id]) => tests.get(id).length > 0);
    if (shown.length > 0) parts.push(`## ${standard}\n`);
    for (const [id, sentence] of shown) {
      const lines = tests.get(id).map(({ file, name }) => `- \`${file}\`: ${withoutMarkup(name)}`);
      parts.push(`### ${id}\n\n${sentence}\n\n${lines.join('\n')}\n`);
    }
  }
  parts.push('## Open\n\nNo test names these yet: most belong to rooms that are not built.\n');
  const open = Object.values(REQUIREMENTS).flatMap((section) => Object.entries(section));
  const rows = open.filter(([id]) => tests.get(id).length === 0).map(([id, sentence]) => `| ${id} | ${sentence} |`);
  parts.push(['| id | requirement |', '| --- | --- |', ...rows].join('\n'));
  return `${parts.join('\n')}\n`;
}

const withoutMarkup = (name) => name.replaceAll(/[<>_*`|[\]]/g, '\\$&');

/** @returns the requirements that have a test on this page */
export function shownOn(page) {
  return [...page.matchAll(/^### (\S+)$/gm)].map((match) => match[1]);
}

/** @returns the requirements that had a test on the page and have none now */
export function lost(page, tests) {
  return shownOn(page).filter((id) => !tests.get(id)?.length);
}

function main(options) {
  const list = ['ls-files', '-co', '--exclude-standard', '*.test.ts', '*.test.tsx', '*.spec.ts'];
  const listed = execFileSync('git', list, { encoding: 'utf8' }).trim().split('\n').sort();
  const files = listed.filter((file) => file !== OWN_TEST && existsSync(file));
  const { tests, unknown } = testsById(Object.fromEntries(files.map((file) => [file, readFileSync(file, 'utf8')])));
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
  const letGo = options[0] === '--let-go' ? options.slice(1) : [];
  const losses = lost(page, tests)
    .filter((id) => !letGo.includes(id))
    .map((id) => `${id} has lost its last test. Where that is meant: node scripts/requirements.mjs --let-go ${id}`);
  const next = pageOf(tests);
  const stale =
    options[0] === '--check' && next !== page
      ? ['docs/requirements.md is not up to date: run node scripts/requirements.mjs']
      : [];
  const wrong = [...unknown, ...losses, ...(losses.length > 0 ? [] : stale)];
  if (wrong.length > 0) {
    console.error(wrong.join('\n'));
    return 1;
  }
  if (next !== page) writeFileSync(PAGE, next);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(main(process.argv.slice(2)));
