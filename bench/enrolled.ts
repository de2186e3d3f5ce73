import { createDriver, runLogins } from './driver.ts';
import { startPhones } from './phones.ts';
import { type MeasuredServer, startServer } from './processes.ts';
import type { SeededUser } from './seed.ts';
import { median, ratioOf } from './statistics.ts';

export interface Enrolled {
  store: 'sqlite' | 'postgres';
  few: number;
  many: number;
  fewMsPerLogin: number;
  manyMsPerLogin: number;
  ratio: { median: number; least: number; most: number };
}

const PARALLEL = 4;

/**
 * (4) Create and decide with few and with many enrolled devices: two servers on two databases, measured in turn, wall time
 * per login. Durable commits on both stores.
 *
 * @param databases absent: SQLite; else addresses of two empty PostgreSQL databases
 */
export async function measureEnrolled(options: {
  few: number;
  many: number;
  rounds: number;
  loginsPerRound: number;
  databases?: { few: string; many: string };
}): Promise<Enrolled> {
  const phones = await startPhones();
  const start = async (filler: number, databaseUrl: string | undefined) => {
    const server = await startServer({
      pushBase: phones.baseUrl,
      pushCa: phones.ca,
      ...(databaseUrl ? { databaseUrl } : {}),
    });
    const { users } = await server.ask({ ask: 'seed', users: 64, devicesPerUser: 1, push: false, filler });
    const driver = createDriver(server, { connections: PARALLEL });
    const run = (total: number) =>
      runLogins(users, { total, parallel: PARALLEL }, (user) => createAndDecide(server, driver, user));
    return { server, driver, run };
  };
  const few = await start(options.few, options.databases?.few);
  const many = await start(options.many, options.databases?.many);
  try {
    await few.run(500);
    await many.run(500);
    const rounds: { measured: number; against: number }[] = [];
    for (let round = 0; round < options.rounds; round++) {
      // The order changes from round to round, so that neither is always the one that goes first.
      const order = round % 2 === 0 ? [many, few] : [few, many];
      const times = new Map<typeof few, number>();
      for (const side of order) times.set(side, (await side.run(options.loginsPerRound)) / options.loginsPerRound);
      rounds.push({ measured: times.get(many) ?? Number.NaN, against: times.get(few) ?? Number.NaN });
    }
    return {
      store: options.databases ? 'postgres' : 'sqlite',
      few: options.few,
      many: options.many,
      fewMsPerLogin: median(rounds.map((round) => round.against)),
      manyMsPerLogin: median(rounds.map((round) => round.measured)),
      ratio: ratioOf(rounds),
    };
  } finally {
    for (const side of [few, many]) {
      await side.driver.close();
      await side.server.stop();
    }
    await phones.stop();
  }
}

async function createAndDecide(
  server: MeasuredServer,
  driver: ReturnType<typeof createDriver>,
  user: SeededUser,
): Promise<void> {
  const challenge = await driver.create(user);
  const { jws } = await server.ask({ ask: 'challenge', id: challenge.id });
  await driver.decide(user, challenge, jws);
}
