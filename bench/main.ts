import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { startTestCluster } from '../server/store/testing-cluster.ts';
import { createFreshDatabase, createTemplateDatabase } from '../server/store/testing-postgres.ts';
import { measureEnrolled } from './enrolled.ts';
import { measureLoginCpu } from './login-cpu.ts';
import { plot } from './plot.ts';
import { runPushBench } from './push.ts';
import { asMarkdown, asText, describeMachine, type Results } from './report.ts';
import { measureSaturation } from './saturation.ts';
import { measureWaiting } from './waiting.ts';

/**
 * `npm run bench`: all five measurements, a table, docs/images/performance.svg, the table in docs/performance.md, and
 * bench/results.json. `npm run bench -- quick` takes a tenth of everything and writes nothing: to see whether it runs.
 */
const quick = process.argv.includes('quick');
const scaled = (full: number, least: number) => (quick ? Math.max(least, Math.round(full / 10)) : full);
const FEW = 1_000;
const MANY = 1_000_000;

const say = (what: string) => console.log(`▸ ${what}`);

async function measureBothStores() {
  const options = { few: FEW, many: scaled(MANY, 20_000), rounds: scaled(9, 3), loginsPerRound: scaled(400, 100) };
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

say('1 · CPU of a whole login against its cryptography');
const loginCpu = await measureLoginCpu({ rounds: scaled(9, 3), loginsPerRound: scaled(1500, 300) });
say('2 · pushes against sendNotification and against their floor');
const push = await runPushBench();
say('3 · logins waiting at once');
const waiting = await measureWaiting({ waiters: scaled(10_000, 500), decided: scaled(1_000, 100) });
say('4 · few and many enrolled devices, on both stores');
const enrolled = await measureBothStores();
say('5 · logins at saturation');
const saturation = [];
for (const devicesPerUser of [1, 3, 10]) {
  saturation.push(await measureSaturation({ devicesPerUser, rounds: scaled(5, 3), loginsPerRound: scaled(1000, 200) }));
}

const results: Results = {
  measuredAt: new Date().toISOString(),
  machine: describeMachine(),
  loginCpu,
  push,
  waiting,
  enrolled,
  saturation,
};
console.log(`\n${asText(results)}`);
if (!quick) {
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
  say('wrote docs/performance.md, docs/images/performance.svg and bench/results.json');
}
