import { NodError } from '../diagnostics/errors.ts';
import type { Nod } from '../nod.ts';
import type { Answer, Command, CommandInput, Terminal } from './command.ts';
import { withNod } from './open.ts';
import { printable } from './print.ts';
import { findUser, realmOption } from './realms.ts';
import { devices } from './users.ts';

/** `nod device …`: what an operator does to one device of a user. No device can object to it, or undo it. */

const lastOption = {
  'even-if-last': { kind: 'flag', help: 'also the last device that can approve for this user' },
} as const satisfies Command['options'];

const DEVICE = 'DEVICE is an id (dev_…) as `nod device list USER` shows it. The user is told.';

export const deviceList: Command = { ...devices, name: 'device list' };

export const deviceSuspend: Command = {
  name: 'device suspend',
  summary: 'Suspend a device of a user: it answers nothing until the operator resumes it',
  takes: ['USER', 'DEVICE'],
  options: { ...realmOption, ...lastOption },
  details: DEVICE,
  run: (input, terminal) =>
    onDevice(input, terminal, 'suspended', async ({ devices }, of) => {
      const suspended = await devices.operator.suspend({ ...of, evenIfLast: input.flag('even-if-last') });
      return suspended === 'for good'
        ? 'is suspended for good by wrong codes: `nod enroll USER --without-vouching --reason TEXT` pairs it anew'
        : 'answers nothing until `nod device resume`';
    }),
};

export const deviceResume: Command = {
  name: 'device resume',
  summary: 'Resume a suspended device of a user; its removal is off',
  takes: ['USER', 'DEVICE'],
  options: realmOption,
  details: [
    DEVICE,
    'After an objection two devices are suspended, and say of each other that they are not the user’s: ask the user which is,',
    'resume that one, and remove the other.',
  ].join('\n'),
  run: (input, terminal) =>
    onDevice(input, terminal, 'active', async ({ devices }, of) => {
      await devices.operator.resume(of);
      return 'answers again';
    }),
};

export const deviceRemove: Command = {
  name: 'device remove',
  summary: 'Remove a device of a user at once and for good, such as a lost phone',
  takes: ['USER', 'DEVICE'],
  options: { ...realmOption, ...lastOption },
  details: DEVICE,
  run: (input, terminal) =>
    onDevice(input, terminal, 'revoked', async ({ devices }, { userId, deviceId }) => {
      await devices.revoke(deviceId, { by: 'operator', userId, evenIfLast: input.flag('even-if-last') });
      return 'can answer nothing any more';
    }),
};

/** @param work does it, and gives what is said of the device then */
async function onDevice(
  input: CommandInput,
  terminal: Terminal,
  state: string,
  work: (nod: Nod, of: { userId: string; deviceId: string }) => Promise<string>,
): Promise<Answer> {
  return withNod(terminal, async (nod) => {
    const user = await findUser(nod.accounts, input);
    const [, deviceId = ''] = input.operands;
    if (!/^dev_[A-Za-z0-9_-]{22}$/.test(deviceId)) {
      throw new NodError('device_unknown', 'There is no such device. `nod device list USER` shows the ids.');
    }
    const said = await work(nod, { userId: user.id, deviceId });
    return { json: { id: deviceId, state }, text: `${deviceId} of ${printable(user.username)} ${said}.` };
  });
}
