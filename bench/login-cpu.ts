import { setImmediate as nextTurn } from 'node:timers/promises';
import { createDriver, runLogins } from './driver.ts';
import { approve, startPhones } from './phones.ts';
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
 * between the rounds, while the driver is as busy as it is during logins.
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
    // Until the compiler has done its work (the figure falls until some 6,000 logins); a server runs for weeks.
    await run(options.loginsPerRound * 4);
    await server.ask({ ask: 'floor', logins: 2000 });
    const rounds: { measured: number; against: number }[] = [];
    for (let round = 0; round < options.rounds; round++) {
      const floor = await whileBusy(server.ask({ ask: 'floor', logins: options.loginsPerRound }), () => {
        for (const user of users) approve(user, user.device.id, user.username, '123456');
      });
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

/**
 * The logins are measured beside a driver that signs and decrypts all the time; so is their floor. What a busy second core
 * takes away from the first (a tenth on one machine, nothing on another) then counts on both sides of the ratio.
 */
async function whileBusy<T>(answer: Promise<T>, work: () => void): Promise<T> {
  let isRunning = true;
  const ended = answer.finally(() => {
    isRunning = false;
  });
  while (isRunning) {
    work();
    await nextTurn();
  }
  return ended;
}
