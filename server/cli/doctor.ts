import { ConfigError } from '../settings/config.ts';
import { checkClock, checkDatabase, checkPushServices } from './check-dependencies.ts';
import { checkPlaces } from './check-places.ts';
import { checkRealms } from './check-realms.ts';
import { type CheckResult, checkHttps, checkServer, checkVapidSubject } from './check-server.ts';
import type { Command, Terminal } from './command.ts';
import { EXIT } from './failure.ts';
import { readCommandConfig } from './open.ts';
import { printable } from './print.ts';

const MARKS: Readonly<Record<CheckResult['status'], { plain: string; colour: number }>> = {
  ok: { plain: 'ok     ', colour: 32 },
  warning: { plain: 'warning', colour: 33 },
  failed: { plain: 'FAILED ', colour: 31 },
};

export const doctor: Command = {
  name: 'doctor',
  summary: 'Check configuration, origin, HTTPS, database, clock and push services',
  takes: [],
  options: {},
  details: 'It changes nothing. Ends with 0 when nothing failed (warnings may be left), with 1 or 4 otherwise.',
  async run(_input, terminal) {
    const { results, exitCode } = await examine(terminal);
    const counts = { ok: 0, warning: 0, failed: 0 };
    for (const { status } of results) counts[status] += 1;
    return {
      json: { ok: exitCode === EXIT.ok, checks: results },
      text: [
        ...results.flatMap((result) => lines(result, terminal.isTerminal)),
        '',
        counts.failed === 0
          ? `Nothing failed; ${counts.warning} warnings.`
          : `${counts.failed} failed, ${counts.warning} warnings.`,
      ].join('\n'),
      exitCode,
    };
  },
};

async function examine(terminal: Terminal): Promise<{ results: CheckResult[]; exitCode: number }> {
  let settings: ReturnType<typeof readCommandConfig>;
  try {
    settings = readCommandConfig(terminal.environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const results = error.problems.map(
      (detail): CheckResult => ({
        check: 'configuration',
        status: 'failed',
        detail,
        next: 'Set the variable as it wants.',
      }),
    );
    return { results, exitCode: EXIT.config };
  }
  const { config, assumedDemo } = settings;
  const configuration: CheckResult = assumedDemo
    ? {
        check: 'configuration',
        status: 'warning',
        detail: 'no NOD_… variable is set: this checks the demo of `npm start`',
        next: 'For a server of yours, run this with its variables (systemd: the EnvironmentFile).',
      }
    : { check: 'configuration', status: 'ok', detail: config.demo ? 'complete, for the demo' : 'complete' };

  const [server, https, database, realms, places, push] = await Promise.all([
    checkServer(config, terminal),
    checkHttps(config, terminal.clock()),
    checkDatabase(config, terminal.clock),
    checkRealms(config),
    checkPlaces(config, terminal.clock()),
    checkPushServices(config, terminal),
  ]);
  const clock =
    database.clockOffsetMs === undefined
      ? checkClock(push.clockOffsetMs, 'the push services')
      : checkClock(database.clockOffsetMs, 'the database');
  const results = [
    configuration,
    ...server,
    https,
    checkVapidSubject(config),
    ...database.results,
    ...realms,
    places,
    clock,
    ...push.results,
  ];
  const failed = results.some((result) => result.status === 'failed');
  return { results, exitCode: failed ? EXIT.failed : EXIT.ok };
}

function lines({ check, status, detail, next }: CheckResult, isTerminal: boolean): string[] {
  const { plain, colour } = MARKS[status];
  const mark = isTerminal ? `\u001B[${colour}m${plain}\u001B[0m` : plain;
  return [`${mark}  ${check}: ${printable(detail)}`, ...(next === undefined ? [] : [`         → ${next}`])];
}
