import type { Command } from './command.ts';
import { withNod } from './open.ts';
import { printable, qr, relativeTime, time } from './print.ts';

export const enroll: Command = {
  name: 'enroll',
  summary: 'A ticket by which a user adds a phone or a browser: link, code and QR',
  takes: ['USER'],
  options: {},
  details: 'Give it to nobody but the user, over a channel that you trust. It is good for one device and ten minutes.',
  run: (input, terminal) =>
    withNod(terminal, async ({ accounts, devices, config }) => {
      const [username = ''] = input.operands;
      const user = await accounts.getUser(username);
      const { id, code, url, expiresAtMs } = await devices.createEnrollment({ user, applicationId: null });
      return {
        json: { id, code, url, expiresAt: time(expiresAtMs) },
        text: [
          `A device for ${printable(user.display_name)} (${printable(user.username)}):`,
          '',
          qr(url, terminal.isTerminal),
          '',
          `  Link  ${url}`,
          `  Code  ${code}`,
          '',
          `On the phone, open ${config.origin} and scan the QR or type the code there.`,
          `Good for one device, ${relativeTime(expiresAtMs, terminal.clock())}.`,
        ].join('\n'),
      };
    }),
};
