import { type DrivenServer, runLogins, startDrivenServer } from './driver.ts';
import { inTurns, median, ratioOf, type Spread } from './rounds.ts';
import type { SeededUser } from './seed.ts';

export interface Enrolled {
  store: 'sqlite' | 'postgres';
  few: number;
  many: number;
  fewMsPerLogin: number;
  manyMsPerLogin: number;
  ratio: Spread;
}

const PARALLEL = 4;

/**
 * (4) Create and decide with few and with many enrolled devices: two servers on two databases, measured in turn, wall time
 * per login. Durable commits on both stores. The devices pull, so no push takes part.
 *
 * @param options.databases absent: SQLite; otherwise addresses of two empty PostgreSQL databases
 */
export async function measureEnrolled(options: {
  few: number;
  many: number;
  rounds: number;
  loginsPerRound: number;
  databases?: { few: string; many: string };
}): Promise<Enrolled> {
  const { few, many, databases } = options;
  const start = (filler: number, databaseUrl: string | undefined) =>
    startDrivenServer({ users: 64, devicesPerUser: 1, push: false, filler, ...(databaseUrl ? { databaseUrl } : {}) });
  const withFew = await start(few, databases?.few);
  const withMany = await start(many, databases?.many);
  const msPerLogin = async (driven: DrivenServer, total: number) =>
    (await runLogins(driven.users, { total, parallel: PARALLEL }, (user) => askAndDecide(driven, user))) / total;
  try {
    await msPerLogin(withFew, 500);
    await msPerLogin(withMany, 500);
    const measured = await inTurns(options.rounds, {
      many: () => msPerLogin(withMany, options.loginsPerRound),
      few: () => msPerLogin(withFew, options.loginsPerRound),
    });
    return {
      store: databases ? 'postgres' : 'sqlite',
      few,
      many,
      fewMsPerLogin: median(measured.few),
      manyMsPerLogin: median(measured.many),
      ratio: ratioOf(measured.many, measured.few),
    };
  } finally {
    await withFew.stop();
    await withMany.stop();
  }
}

async function askAndDecide({ server, phones, ask }: DrivenServer, user: SeededUser): Promise<void> {
  const { id, code } = await ask(user);
  const [device] = user.devices;
  if (device) await phones.approve(device, id, await server.call('challenge', id), code);
}
