import { cpus, release, totalmem } from 'node:os';
import type { Enrolled } from './enrolled.ts';
import type { LoginCpu } from './login-cpu.ts';
import type { PushBench } from './push.ts';
import type { Saturation } from './saturation.ts';
import type { Waiting } from './waiting.ts';

/** Everything a run has measured. */
export interface Results {
  measuredAt: string;
  machine: { cpu: string; cores: number; memoryGiB: number; kernel: string; node: string };
  loginCpu: LoginCpu;
  push: PushBench;
  waiting: Waiting;
  enrolled: Enrolled[];
  saturation: Saturation[];
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
export interface Line {
  what: string;
  figure: string;
  target: string;
  met: boolean | undefined;
}

const us = (micros: number) => `${Math.round(micros)} µs`;
const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const times = (value: number) => `${value.toFixed(2)}×`;
const spread = ({ median, least, most }: { median: number; least: number; most: number }) =>
  `${times(median)} (${times(least)} to ${times(most)})`;

/** @returns the table of a run, in the order of the measurements */
export function tabulate({ loginCpu, push, waiting, enrolled, saturation }: Results): Line[] {
  const line = (what: string, figure: string, target = '', met?: boolean): Line => ({ what, figure, target, met });
  return [
    line('1 · CPU of a whole login', us(loginCpu.cpuMicrosPerLogin)),
    line('1 · its bare native cryptography', us(loginCpu.floorMicrosPerLogin)),
    line('1 · ratio', spread(loginCpu.ratio), '≤ 4×', loginCpu.ratio.median <= 4),
    line('2 · CPU of a push, ours', us(push.nod.cpuMicrosPerPush)),
    line('2 · CPU of a push, sendNotification', us(push.webPush.cpuMicrosPerPush)),
    line(
      '2 · sendNotification by ours',
      spread(push.cpuAgainstWebPush),
      '≥ 2.4×',
      push.cpuAgainstWebPush.median >= 2.4,
    ),
    line('2 · floor by ours', spread(push.cpuAgainstFloor), '≥ 0.45×', push.cpuAgainstFloor.median >= 0.45),
    line('2 · pushes a second, one core', `${Math.round(push.nod.pushesPerSecond)}`),
    line(
      `3 · memory of a waiter, of ${waiting.waiters.toLocaleString('en')}`,
      `${(waiting.rssBytesPerWaiter / 1024).toFixed(1)} KB`,
      '≤ 15 KB',
      waiting.rssBytesPerWaiter <= 15 * 1024,
    ),
    line('3 · decision to wake, p50', ms(waiting.wakeMs.p50)),
    line('3 · decision to wake, p99', ms(waiting.wakeMs.p99), '≤ 50 ms', waiting.wakeMs.p99 <= 50),
    ...enrolled.map(({ store, few, many, ratio }) =>
      line(
        `4 · ${store}: ${many.toLocaleString('en')} devices by ${few.toLocaleString('en')}`,
        spread(ratio),
        '≤ 1.15×',
        ratio.median <= 1.15,
      ),
    ),
    ...saturation.map(({ devicesPerUser, loginsPerCoreSecond }) =>
      line(
        `5 · logins a second of one core, ${devicesPerUser} ${devicesPerUser === 1 ? 'device' : 'devices'} a user`,
        `${Math.round(loginsPerCoreSecond)}`,
      ),
    ),
  ];
}

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

export function asText(results: Results): string {
  const lines = tabulate(results);
  const width = Math.max(...lines.map(({ what }) => what.length));
  return lines
    .map(({ what, figure, target, met }) =>
      `${what.padEnd(width)}  ${figure.padEnd(30)} ${target.padEnd(9)} ${met === undefined ? '' : met ? 'met' : 'MISSED'}`.trimEnd(),
    )
    .join('\n');
}
