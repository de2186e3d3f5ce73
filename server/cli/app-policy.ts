import { applicationView } from '../accounts/applications.ts';
import { matching } from './app-list.ts';
import type { Command } from './command.ts';
import { usageFailure } from './failure.ts';
import { findApplication } from './find-application.ts';
import { withAccounts } from './open.ts';
import { matchOf, policyOptions } from './policy-options.ts';
import { printable } from './print.ts';

export const appPolicy: Command = {
  name: 'app policy',
  summary: 'Change how approvals of an application are tied to its logins',
  takes: ['APP'],
  options: {
    ...policyOptions,
    'origin-optional': { kind: 'flag', help: 'with match origin: a code is taken in its place again' },
  },
  details:
    'APP is an id, or a name that only one application has. What is left out stays as it is.\n' +
    'Example:\n  nod app policy Wiki --match origin,code',
  run(input, terminal) {
    const [wanted = ''] = input.operands;
    if (input.flag('origin-required') && input.flag('origin-optional')) {
      throw usageFailure('--origin-required and --origin-optional exclude each other.');
    }
    const change = {
      origins: input.list('origin'),
      match: matchOf(input.text('match')),
      originRequired: input.flag('origin-required') ? true : input.flag('origin-optional') ? false : undefined,
      userVerification: input.text('user-verification'),
      digits: input.number('digits'),
      ttlSeconds: input.number('ttl'),
    };
    if (Object.values(change).every((value) => value === undefined)) {
      throw usageFailure('Say what to change: nod app policy --help');
    }
    return withAccounts(terminal, async ({ accounts }) => {
      const { id } = await findApplication(accounts, wanted);
      await accounts.changePolicy({ id }, change);
      const view = applicationView(await accounts.getApplication(id));
      const { name, origins, match, originRequired, userVerification, digits, ttlSeconds } = view;
      return {
        json: { id, name, origins, match, originRequired, userVerification, digits, ttlSeconds },
        text: `${printable(name)} now asks: ${matching(view)}. It counts from the next request on.`,
      };
    });
  },
};
