import type { Command } from './command.ts';
import { deviceJson, deviceTable } from './device-list.ts';
import { withNod } from './open.ts';
import { printable, relativeTime, time } from './print.ts';

export const userShow: Command = {
  name: 'user show',
  summary: 'A user with devices and failures',
  takes: ['NAME'],
  options: {},
  run: (input, terminal) =>
    withNod(terminal, async ({ accounts, devices }) => {
      const [username = ''] = input.operands;
      const user = await accounts.getUser(username);
      const list = await devices.listForUser(user.id);
      const nowMs = terminal.clock();
      const blockedUntilMs = user.blocked_until_ms > nowMs ? user.blocked_until_ms : null;
      const lastSuccessMs = user.last_success_ms > 0 ? user.last_success_ms : null;
      return {
        json: {
          id: user.id,
          username: user.username,
          displayName: user.display_name,
          createdAt: time(user.created_at_ms),
          lastSuccessAt: time(lastSuccessMs),
          consecutiveFailures: user.consecutive_failures,
          blockedUntil: time(blockedUntilMs),
          devices: list.map(deviceJson),
        },
        text: [
          `${printable(user.display_name)} (${printable(user.username)}, ${user.id})`,
          `last approved: ${lastSuccessMs === null ? 'never' : relativeTime(lastSuccessMs, nowMs)}`,
          `wrong codes in a row: ${user.consecutive_failures}${
            blockedUntilMs === null ? '' : `; new challenges ${relativeTime(blockedUntilMs, nowMs)}`
          }`,
          '',
          list.length === 0 ? `No devices. Add one: nod enroll ${printable(user.username)}` : deviceTable(list, nowMs),
        ].join('\n'),
      };
    }),
};
