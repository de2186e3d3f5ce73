import { NodError } from '../diagnostics/errors.ts';
import type { Command } from './command.ts';
import { withNod } from './open.ts';

export const revoke: Command = {
  name: 'revoke',
  summary: 'Remove a device at once and for good, such as a lost phone',
  takes: ['DEVICE'],
  options: {},
  details: 'DEVICE is an id (dev_…) as `nod devices USER` shows it. Revoking it twice is no error.',
  run: (input, terminal) =>
    withNod(terminal, async ({ devices }) => {
      const [id = ''] = input.operands;
      if (!/^dev_[A-Za-z0-9_-]{22}$/.test(id)) {
        throw new NodError('device_unknown', 'There is no such device. `nod devices USER` shows the ids.');
      }
      await devices.revoke(id, { by: 'operator' });
      return { json: { id, state: 'revoked' }, text: `${id} is revoked: it can answer nothing any more.` };
    }),
};
