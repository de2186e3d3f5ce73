import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { startTestCluster } from '../server/store/testing-cluster.ts';
import { createFreshDatabase, createTemplateDatabase } from '../server/store/testing-postgres.ts';
import { measureEnrolled } from './enrolled.ts';
import { measureLogin, measureLoginWithDevices } from './login.ts';
import { plot } from './plot.ts';
import { measurePush } from './push.ts';
import { asMarkdown, asText, describeMachine, type Figures, type Results } from './report.ts';
import { measureWaiting } from './waiting.ts';

/**
 * `npm run bench`: all measurements, a table on the terminal and in docs/performance.md, docs/images/performance.svg, and
 * bench/results.json. `npm run bench -- login push` makes only those it names, and `npm run bench -- quick` takes a tenth
 * of everything, to see whether it runs; neither writes a file.
 */
const said = process.argv.slice(2);
const quick = said.includes('quick');
const wanted = said.filter((word) => word !== 'quick');
const scaled = (full: number, least: number) => (quick ? Math.max(least, Math.round(full / 10)) : full);

async function measureBothStores() {
  const options = {
    few: 1_000,
    many: scaled(1_000_000, 20_000),
    rounds: scaled(9, 3),
    loginsPerRound: scaled(400, 100),
  };
  const sqlite = await measureEnrolled(options);
  const cluster = await startTestCluster({ durable: true });
  try {
    await createTemplateDatabase(cluster.url);
    const databases = { few: await createFreshDatabase(cluster.url), many: await createFreshDatabase(cluster.url) };
    return [sqlite, await measureEnrolled({ ...options, databases })];
  } finally {
    await cluster.stop();
  }
}

async function measureSeveralDevices() {
  const size = { rounds: scaled(5, 3), loginsPerRound: scaled(1000, 200) };
  return [await measureLoginWithDevices(3, size), await measureLoginWithDevices(10, size)];
}

const MEASUREMENTS: { readonly [Name in keyof Figures]: { title: string; measure: () => Promise<Figures[Name]> } } = {
  login: {
    title: '1 · CPU of a whole login against its cryptography and a peer',
    measure: () => measureLogin({ rounds: scaled(9, 3), loginsPerRound: scaled(1500, 300) }),
  },
  push: {
    title: '2 · pushes against sendNotification and their cryptography',
    measure: () => measurePush({ rounds: scaled(11, 3), pushesPerRound: scaled(3000, 1000) }),
  },
  waiting: {
    title: '3 · logins waiting at once',
    measure: () => measureWaiting({ waiters: scaled(10_000, 500), decided: scaled(1_000, 100) }),
  },
  enrolled: { title: '4 · few and many enrolled devices, on both stores', measure: measureBothStores },
  devices: { title: '5 · logins with several devices', measure: measureSeveralDevices },
};
const NAMES = Object.keys(MEASUREMENTS) as (keyof Figures)[];

const unknown = wanted.find((word) => !NAMES.some((name) => name === word));
if (unknown !== undefined) {
  console.error(`There is no measurement ${unknown}. There are: ${NAMES.join(', ')}.`);
  process.exit(1);
}

const figures: Partial<Figures> = {};
const measure = async <Name extends keyof Figures>(name: Name) => {
  console.log(`▸ ${MEASUREMENTS[name].title}`);
  figures[name] = await MEASUREMENTS[name].measure();
};
for (const name of NAMES) if (wanted.length === 0 || wanted.includes(name)) await measure(name);
console.log(`\n${asText(figures)}`);

if (!quick && wanted.length === 0) {
  const results = { measuredAt: new Date().toISOString(), machine: describeMachine(), ...figures } as Results;
  const inRoot = (path: string) => new URL(`../${path}`, import.meta.url);
  mkdirSync(inRoot('docs/images'), { recursive: true });
  writeFileSync(inRoot('docs/images/performance.svg'), plot(results));
  writeFileSync(inRoot('bench/results.json'), `${JSON.stringify(results, null, 2)}\n`);
  const page = readFileSync(inRoot('docs/performance.md'), 'utf8');
  const table = `<!-- table -->\n${asMarkdown(results)}\n<!-- /table -->`;
  writeFileSync(
    inRoot('docs/performance.md'),
    page.replace(/<!-- table -->[\s\S]*<!-- \/table -->/, () => table),
  );
  console.log('▸ wrote docs/performance.md, docs/images/performance.svg and bench/results.json');
}
