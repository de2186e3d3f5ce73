import type { Command } from './command.ts';
import { deviceJson, deviceTable } from './device-list.ts';
import { withNod } from './open.ts';
import { printable } from './print.ts';

export const devices: Command = {
  name: 'devices',
  summary: "A user's devices",
  takes: ['USER'],
  options: {},
  run: (input, terminal) =>
    withNod(terminal, async (nod) => {
      const [username = ''] = input.operands;
      const user = await nod.accounts.getUser(username);
      const list = await nod.devices.listForUser(user.id);
      return {
        json: list.map(deviceJson),
        text:
          list.length === 0
            ? `${printable(user.username)} has no devices. Add one: nod enroll ${printable(user.username)}`
            : deviceTable(list, terminal.clock()),
      };
    }),
};
