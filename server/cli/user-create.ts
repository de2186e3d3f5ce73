import type { Command } from './command.ts';
import { withAccounts } from './open.ts';
import { printable } from './print.ts';

export const userCreate: Command = {
  name: 'user create',
  summary: 'Add a user',
  takes: ['NAME'],
  options: { 'display-name': { kind: 'text', value: 'TEXT', help: 'how the user is shown (default: the name)' } },
  run: (input, terminal) =>
    withAccounts(terminal, async ({ accounts }) => {
      const [username = ''] = input.operands;
      const displayName = input.text('display-name');
      const user = await accounts.createUser(displayName === undefined ? { username } : { username, displayName });
      return {
        json: { id: user.id, username: user.username, displayName: user.display_name },
        text: `${printable(user.username)} is ${user.id}.\nNext: nod enroll ${printable(user.username)}`,
      };
    }),
};
