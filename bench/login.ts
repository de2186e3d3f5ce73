import { createECDH } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { startChild } from './children.ts';
import { connectTo, type DrivenServer, runLogins, startDrivenServer } from './driver.ts';
import type { PeerProcess } from './peer-process.ts';
import { inTurns, median, ratioOf, type Spread } from './rounds.ts';

/** What whole logins cost the server. */
export interface LoginCost {
  devicesPerUser: number;
  cpuMicros: number;
  /** Logins per second of the server's CPU time: what one core can do when it does nothing else. */
  perCoreSecond: number;
  /** The part of one core that the server used. Far below 1, the server has waited for the driver or for other processes. */
  utilisation: number;
  pushes: number;
}

export interface LoginBench {
  rounds: number;
  loginsPerRound: number;
  login: LoginCost;
  floorMicros: number;
  /** CPU of a login by CPU of its bare cryptography. */
  cpuAgainstFloor: Spread;
  peer: { cpuMicros: number; grantsPerCoreSecond: number };
  /** Logins per second of CPU by the peer's grants per second of CPU: higher is better. */
  rateAgainstPeer: Spread;
}

interface Size {
  rounds: number;
  loginsPerRound: number;
}

const PARALLEL = 32;

/**
 * (1) Server CPU of a whole login as applications and phones make it, with one device; SQLite with durable commits.
 * Against the bare native cryptography that it contains, measured in the same process, and against the CIBA grant of
 * oidc-provider; the three take turns.
 */
export async function measureLogin({ rounds, loginsPerRound }: Size): Promise<LoginBench> {
  const driven = await startDrivenServer({ users: 64, devicesPerUser: 1, push: true, filler: 1000 });
  const peer = await startPeer();
  try {
    // Until the compiler has done its work (the figures fall until some 6,000 logins and 8,000 grants); a server runs for
    // weeks.
    await loginRound(driven, loginsPerRound * 4);
    await peer.grants(loginsPerRound * 6);
    await driven.server.call('floorMicros', 2000);
    const measured = await inTurns(rounds, {
      floor: () => whileBusy(driven.server.call('floorMicros', loginsPerRound)),
      login: () => loginRound(driven, loginsPerRound),
      peer: () => peer.grants(loginsPerRound),
    });
    const cpu = measured.login.map(({ cpuMicros }) => cpuMicros);
    return {
      rounds,
      loginsPerRound,
      login: middleOf(measured.login),
      floorMicros: median(measured.floor),
      cpuAgainstFloor: ratioOf(cpu, measured.floor),
      peer: { cpuMicros: median(measured.peer), grantsPerCoreSecond: 1e6 / median(measured.peer) },
      rateAgainstPeer: ratioOf(measured.peer, cpu),
    };
  } finally {
    await peer.stop();
    await driven.stop();
  }
}

/** (5) The same with several devices per user: each is pushed to and acknowledges, one answers. */
export async function measureLoginWithDevices(devicesPerUser: number, size: Size): Promise<LoginCost> {
  const driven = await startDrivenServer({ users: 64, devicesPerUser, push: true, filler: 0 });
  try {
    await loginRound(driven, size.loginsPerRound);
    const { login } = await inTurns(size.rounds, { login: () => loginRound(driven, size.loginsPerRound) });
    return middleOf(login);
  } finally {
    await driven.stop();
  }
}

async function loginRound({ server, phones, users, login }: DrivenServer, total: number): Promise<LoginCost> {
  const pushesBefore = phones.received();
  let wallMs = 0;
  const cpu = await server.cpuMicrosDuring(async () => {
    wallMs = await runLogins(users, { total, parallel: PARALLEL }, login);
  });
  return {
    devicesPerUser: users[0]?.devices.length ?? 0,
    cpuMicros: cpu / total,
    perCoreSecond: (total / cpu) * 1e6,
    utilisation: cpu / 1000 / wallMs,
    pushes: (phones.received() - pushesBefore) / total,
  };
}

function middleOf(rounds: readonly LoginCost[]): LoginCost {
  const middle = (name: keyof LoginCost) => median(rounds.map((round) => round[name]));
  return {
    devicesPerUser: middle('devicesPerUser'),
    cpuMicros: middle('cpuMicros'),
    perCoreSecond: middle('perCoreSecond'),
    utilisation: middle('utilisation'),
    pushes: middle('pushes'),
  };
}

/**
 * Logins are measured beside a driver that signs and decrypts all the time; so is their floor. What a busy second core
 * takes away from the first (a tenth on one machine, nothing on another) then counts on both sides of the ratio.
 */
async function whileBusy<T>(answer: Promise<T>): Promise<T> {
  let isRunning = true;
  const ended = answer.finally(() => {
    isRunning = false;
  });
  while (isRunning) {
    for (let turn = 0; turn < 20; turn++) createECDH('prime256v1').generateKeys();
    await nextTurn();
  }
  return ended;
}

const ISSUER = 'http://localhost:4402';

/** The peer, and an application that has people approve there: two calls per grant, both with client_secret_basic. */
async function startPeer() {
  const child = startChild<PeerProcess>('./peer-process.ts');
  const { port, clientId, clientSecret } = await child.call('start', ISSUER);
  const connections = connectTo(port);
  const headers = {
    Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
    'Content-Type': 'application/x-www-form-urlencoded',
  };
  const post = async (path: string, form: Record<string, string>) => {
    const body = new URLSearchParams(form).toString();
    const answer = await connections.fetch(ISSUER + path, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const grant = async (number: number) => {
    const asked = { scope: 'openid', login_hint: `user-${number % 64}`, binding_message: `${100_000 + number}` };
    const { auth_req_id } = await post('/backchannel', asked);
    const got = await post('/token', { grant_type: 'urn:openid:params:grant-type:ciba', auth_req_id });
    if (got.id_token?.split('.').length !== 3) throw new Error('the peer gave no ID token');
  };
  return {
    /** @returns CPU of the peer's process per grant, in µs */
    async grants(total: number): Promise<number> {
      let started = 0;
      const lane = async () => {
        while (started < total) await grant(started++);
      };
      const cpu = await child.cpuMicrosDuring(() => Promise.all(Array.from({ length: PARALLEL }, lane)));
      return cpu / total;
    },
    async stop() {
      await connections.close();
      await child.stop();
    },
  };
}
