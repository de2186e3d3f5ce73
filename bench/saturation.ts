import { createDriver, runLogins } from './driver.ts';
import { startPhones } from './phones.ts';
import { startServer } from './processes.ts';
import { median } from './statistics.ts';

export interface Saturation {
  devicesPerUser: number;
  /** Whole logins for each second of the server's CPU time: what one core can do when it does nothing else. */
  loginsPerCoreSecond: number;
  /** What this machine did meanwhile, with the driver on the same cores. */
  loginsPerSecond: number;
  /** Share of one core that the server used. */
  utilisation: number;
  pushesPerLogin: number;
}

/**
 * (5) Logins at saturation with several devices a user: each is pushed to, one answers. The driver plays the application,
 * the push service and the phones on the same machine and needs more CPU than the server, so the figure that counts is
 * logins for each second of the server's own CPU.
 */
export async function measureSaturation(options: {
  devicesPerUser: number;
  rounds: number;
  loginsPerRound: number;
}): Promise<Saturation> {
  const phones = await startPhones();
  const server = await startServer({ pushBase: phones.baseUrl, pushCa: phones.ca });
  const driver = createDriver(server, { connections: 32 });
  try {
    const { devicesPerUser } = options;
    const { users, subscription } = await server.ask({ ask: 'seed', users: 96, devicesPerUser, push: true, filler: 0 });
    phones.open(subscription);
    const run = (total: number) => runLogins(users, { total, parallel: 32 }, (user) => driver.login(user, phones));
    await run(options.loginsPerRound);
    const rounds = [];
    for (let round = 0; round < options.rounds; round++) {
      const pushes = phones.received();
      const before = await server.ask({ ask: 'cpu' });
      const wallMs = await run(options.loginsPerRound);
      const after = await server.ask({ ask: 'cpu' });
      const cpuSeconds = (after.micros - before.micros) / 1e6;
      rounds.push({
        perCore: options.loginsPerRound / cpuSeconds,
        perSecond: options.loginsPerRound / (wallMs / 1000),
        utilisation: cpuSeconds / (wallMs / 1000),
        pushes: (phones.received() - pushes) / options.loginsPerRound,
      });
    }
    return {
      devicesPerUser,
      loginsPerCoreSecond: median(rounds.map((round) => round.perCore)),
      loginsPerSecond: median(rounds.map((round) => round.perSecond)),
      utilisation: median(rounds.map((round) => round.utilisation)),
      pushesPerLogin: median(rounds.map((round) => round.pushes)),
    };
  } finally {
    await driver.close();
    await server.stop();
    await phones.stop();
  }
}
