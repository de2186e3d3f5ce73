import { cpus, release, totalmem } from 'node:os';
import type { Enrolled } from './enrolled.ts';
import type { LoginBench, LoginCost } from './login.ts';
import type { PushBench } from './push.ts';
import type { Spread } from './rounds.ts';
import type { Waiting } from './waiting.ts';

/** The measurements, by the names under which `npm run bench` takes them. */
export interface Figures {
  login: LoginBench;
  push: PushBench;
  waiting: Waiting;
  enrolled: Enrolled[];
  devices: LoginCost[];
}

/** Everything a whole run has measured, and where. */
export interface Results extends Figures {
  measuredAt: string;
  machine: { cpu: string; cores: number; memoryGiB: number; kernel: string; node: string };
}

export function describeMachine(): Results['machine'] {
  const [first, ...others] = cpus();
  return {
    cpu: first?.model.trim() ?? 'unknown',
    cores: others.length + 1,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.versions.node,
  };
}

/** One line of the table: what, the figure, what it is held to. */
interface Line {
  what: string;
  figure: string;
  target: string;
  met: boolean | undefined;
}

const TARGETS = {
  loginByCryptography: 6,
  loginsByGrants: 0.5,
  sendNotificationByPush: 2.4,
  cryptographyByPush: 0.45,
  waiterKB: 15,
  wakeMs: 50,
  manyByFew: 1.15,
} as const;

const us = (micros: number) => `${Math.round(micros)} µs`;
const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const kB = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
const times = (value: number) => `${value.toFixed(2)}×`;
const count = (value: number) => Math.round(value).toLocaleString('en');
const spread = ({ median, least, most }: Spread) => `${times(median)} (${times(least)} to ${times(most)})`;

const line = (what: string, figure: string): Line => ({ what, figure, target: '', met: undefined });
const atMost = (
  what: string,
  figure: string,
  value: number,
  limit: number,
  shown: (limit: number) => string,
): Line => ({
  ...line(what, figure),
  target: `≤ ${shown(limit)}`,
  met: value <= limit,
});
const ratioAtMost = (what: string, ratio: Spread, limit: number) =>
  atMost(what, spread(ratio), ratio.median, limit, (value) => `${value}×`);
const ratioAtLeast = (what: string, ratio: Spread, limit: number): Line => ({
  ...line(what, spread(ratio)),
  target: `≥ ${limit}×`,
  met: ratio.median >= limit,
});

/** How each measurement is told, in the order of the table. */
const LINES: { readonly [Name in keyof Figures]: (figures: Figures[Name]) => Line[] } = {
  login: ({ login, floorMicros, cpuAgainstFloor, peer, rateAgainstPeer }) => [
    line('1 · CPU of a whole login', us(login.cpuMicros)),
    line('1 · its bare native cryptography', us(floorMicros)),
    ratioAtMost('1 · login by cryptography', cpuAgainstFloor, TARGETS.loginByCryptography),
    line('1 · logins per second of one core', count(login.perCoreSecond)),
    line('1 · grants per second of one core, oidc-provider', count(peer.grantsPerCoreSecond)),
    ratioAtLeast('1 · logins by grants', rateAgainstPeer, TARGETS.loginsByGrants),
  ],
  push: ({ nod, webPush, cpuAgainstWebPush, cpuAgainstFloor }) => [
    line('2 · CPU of a push, ours', us(nod.cpuMicrosPerPush)),
    line('2 · CPU of a push, sendNotification', us(webPush.cpuMicrosPerPush)),
    ratioAtLeast('2 · sendNotification by ours', cpuAgainstWebPush, TARGETS.sendNotificationByPush),
    ratioAtLeast('2 · its bare native cryptography by ours', cpuAgainstFloor, TARGETS.cryptographyByPush),
    line('2 · pushes per second, one core', count(nod.pushesPerSecond)),
  ],
  waiting: ({ waiters, rssBytesPerWaiter, wakeMs }) => [
    atMost(
      `3 · memory of a waiter, of ${count(waiters)}`,
      kB(rssBytesPerWaiter),
      rssBytesPerWaiter,
      TARGETS.waiterKB * 1024,
      () => `${TARGETS.waiterKB} KB`,
    ),
    line('3 · decision to wake, p50', ms(wakeMs.p50)),
    atMost('3 · decision to wake, p99', ms(wakeMs.p99), wakeMs.p99, TARGETS.wakeMs, ms),
  ],
  enrolled: (stores) =>
    stores.map(({ store, few, many, ratio }) =>
      ratioAtMost(`4 · ${store}: ${count(many)} devices by ${count(few)}`, ratio, TARGETS.manyByFew),
    ),
  devices: (costs) =>
    costs.map(({ devicesPerUser, perCoreSecond }) =>
      line(`5 · logins per second of one core, ${devicesPerUser} devices per user`, count(perCoreSecond)),
    ),
};

/** @returns the lines of what was measured, in the order of the measurements */
function tabulate(figures: Partial<Figures>): Line[] {
  const linesOf = <Name extends keyof Figures>(name: Name): Line[] => {
    const measured = figures[name];
    return measured === undefined ? [] : LINES[name](measured);
  };
  return (Object.keys(LINES) as (keyof Figures)[]).flatMap(linesOf);
}

/** The table of docs/performance.md, with the machine. */
export function asMarkdown(results: Results): string {
  const { machine, measuredAt } = results;
  const rows = tabulate(results).map(
    ({ what, figure, target, met }) =>
      `| ${what} | ${figure} | ${target} | ${met === undefined ? '' : met ? 'met' : 'missed'} |`,
  );
  return [
    `Measured ${measuredAt.slice(0, 10)} on ${machine.cores} cores of ${machine.cpu}, ${machine.memoryGiB} GiB, Linux ${machine.kernel}, Node ${machine.node}.`,
    '',
    '| | median (least to most) | target | |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** The same for a terminal, of what was measured. */
export function asText(figures: Partial<Figures>): string {
  const lines = tabulate(figures);
  const width = Math.max(...lines.map(({ what }) => what.length));
  return lines
    .map(({ what, figure, target, met }) =>
      `${what.padEnd(width)}  ${figure.padEnd(30)} ${target.padEnd(9)} ${met === undefined ? '' : met ? 'met' : 'MISSED'}`.trimEnd(),
    )
    .join('\n');
}
