import { createDriver, runLogins } from './driver.ts';
import { startPhones } from './phones.ts';
import { startServer } from './processes.ts';
import { median, ratioOf } from './statistics.ts';

export interface LoginCpu {
  rounds: number;
  loginsPerRound: number;
  cpuMicrosPerLogin: number;
  floorMicrosPerLogin: number;
  ratio: { median: number; least: number; most: number };
}

/**
 * (1) Server CPU of a whole login: create over HTTP, one push out to a TLS sink, decision verified, receipt made and read;
 * SQLite with durable commits. As a ratio to the bare native cryptography it contains, measured in the same process
 * between the rounds.
 */
export async function measureLoginCpu(options: { rounds: number; loginsPerRound: number }): Promise<LoginCpu> {
  const phones = await startPhones();
  const server = await startServer({ pushBase: phones.baseUrl, pushCa: phones.ca });
  const driver = createDriver(server, { connections: 16 });
  try {
    const { users, subscription } = await server.ask({
      ask: 'seed',
      users: 64,
      devicesPerUser: 1,
      push: true,
      filler: 1000,
    });
    phones.open(subscription);
    const run = (total: number) => runLogins(users, { total, parallel: 16 }, (user) => driver.login(user, phones));
    // Until the compiler has done its work; measured after that, since a server runs for weeks.
    await run(options.loginsPerRound * 2);
    await server.ask({ ask: 'floor', logins: 2000 });
    const rounds: { measured: number; against: number }[] = [];
    for (let round = 0; round < options.rounds; round++) {
      const floor = await server.ask({ ask: 'floor', logins: options.loginsPerRound });
      const before = await server.ask({ ask: 'cpu' });
      await run(options.loginsPerRound);
      const after = await server.ask({ ask: 'cpu' });
      rounds.push({ measured: (after.micros - before.micros) / options.loginsPerRound, against: floor.micros });
    }
    return {
      rounds: options.rounds,
      loginsPerRound: options.loginsPerRound,
      cpuMicrosPerLogin: median(rounds.map((round) => round.measured)),
      floorMicrosPerLogin: median(rounds.map((round) => round.against)),
      ratio: ratioOf(rounds),
    };
  } finally {
    await driver.close();
    await server.stop();
    await phones.stop();
  }
}
