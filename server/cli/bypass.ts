import { BYPASS_MOST_MS } from '../devices/bypass-codes.ts';
import { findApplication } from './app.ts';
import type { Command, CommandInput } from './command.ts';
import { CommandFailure, EXIT, usageFailure } from './failure.ts';
import { withNod } from './open.ts';
import { printable, quoted, relativeTime, time } from './print.ts';
import { findUser, realmOption } from './realms.ts';

/** `nod bypass`: one login, or one visit to the account page, without a device. */

export const bypassCommand: Command = {
  name: 'bypass',
  summary: 'Make a one-time code for a user whose device is not at hand, and print it, this once',
  takes: ['USER'],
  options: {
    ...realmOption,
    app: { kind: 'text', value: 'APP', help: 'the application at whose login it counts, and nowhere else' },
    account: { kind: 'flag', help: 'for the account page, and nowhere else: for who has lost every device' },
    reason: { kind: 'text', value: 'TEXT', help: 'why, for the log' },
    for: { kind: 'text', value: 'TIME', help: 'how long it is good, such as 30m or 8h; at most 24h (otherwise: 1h)' },
  },
  details: [
    'It is good once. The user is told of it on every device. Make sure whom you give it to: whoever has it and the password is in.',
    'An application’s page sees what is typed into it, so a code for a login is worth nothing on the account page, nor the other way round.',
    'Example:\n  nod bypass alice --app Wiki --reason "phone is being repaired, called back" --for 8h',
  ].join('\n'),
  run(input, terminal) {
    const wanted = input.text('app');
    if ((wanted === undefined) !== input.flag('account')) throw usageFailure('Say --app APP, or --account.');
    const reason = input.text('reason');
    if (reason === undefined) throw usageFailure('Say why: --reason TEXT');
    const lifeMs = lifeOf(input);
    return withNod(terminal, async ({ accounts, config, devices, fallbacks }) => {
      const user = await findUser(accounts, input);
      const found = wanted === undefined ? undefined : await findApplication(accounts, wanted);
      const application = found && (await accounts.getApplication(found.id));
      if (application && application.realm_id !== user.realm_id) {
        throw new CommandFailure(
          EXIT.failed,
          'application_unknown',
          `${printable(application.name)} is in another realm than ${printable(user.username)}.`,
        );
      }
      if (application && !fallbacks.takes(application, 'bypass')) {
        throw new CommandFailure(
          EXIT.failed,
          'fallback_not_allowed',
          `${printable(application.name)} takes no such codes. Name what it takes: nod app policy ${quoted(application.name)} --fallback offline,bypass`,
        );
      }
      const { code, expiresAtMs } = await devices.operator.bypass({
        userId: user.id,
        applicationId: application?.id ?? null,
        reason,
        madeBy: terminal.systemUser,
        lifeMs,
      });
      const where = application
        ? `at the login of ${printable(application.name)}`
        : `on the account page, ${config.origin}/account`;
      return {
        json: { username: user.username, application: application?.id ?? null, code, expiresAt: time(expiresAtMs) },
        text: [
          `${printable(user.username)} can use this once, ${where}:`,
          '',
          `  ${code}`,
          '',
          `It is shown this once, and good until ${time(expiresAtMs)} (${relativeTime(expiresAtMs, terminal.clock())}). The user’s devices are told.`,
        ].join('\n'),
      };
    });
  },
};

const UNIT_MS = { m: 60_000, h: 3_600_000 } as const;

/** @throws CommandFailure usage */
function lifeOf(input: CommandInput): number {
  const text = input.text('for') ?? '1h';
  const [, amount, unit] = /^([1-9][0-9]{0,3})([mh])$/.exec(text) ?? [];
  const lifeMs = Number(amount) * UNIT_MS[unit as 'm' | 'h'];
  if (!(lifeMs <= BYPASS_MOST_MS))
    throw usageFailure('--for wants minutes or hours, such as 30m or 8h, and at most 24h.');
  return lifeMs;
}
