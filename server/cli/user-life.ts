import type { Accounts } from '../accounts/accounts.ts';
import type { Answer, Command, CommandInput, Terminal } from './command.ts';
import { CommandFailure, EXIT, usageFailure } from './failure.ts';
import { withAccounts, withNod } from './open.ts';
import { printable, quoted } from './print.ts';
import { findUser, realmOption } from './realms.ts';

/** `nod user lock|unlock|rename|delete`: what an operator does to a whole account. */

export const userLock: Command = {
  name: 'user lock',
  summary: 'Lock a user: nothing lets them in, and nothing is asked of them, until they are unlocked',
  takes: ['NAME'],
  options: {
    ...realmOption,
    reason: { kind: 'text', value: 'TEXT', help: 'why, for the log and for the user, who is told' },
  },
  details: [
    'What waits ends at once: requests, pairing codes, visits to the account page, codes of `nod bypass`, and removals that a',
    'device has ordered (that one stays suspended). Applications are answered user_locked. Devices stay paired, say that the',
    'account is locked, and work again after `nod user unlock NAME`. Sessions that applications have begun already are theirs to',
    'end.',
  ].join('\n'),
  run(input, terminal) {
    const reason = input.text('reason');
    if (reason === undefined) throw usageFailure('Say why: --reason TEXT');
    return withNod(terminal, async ({ accounts, challenges }) => {
      const user = await findUser(accounts, input);
      const changed = await challenges.lockUser(user.id, { reason, madeBy: terminal.systemUser });
      const name = printable(user.username);
      return {
        json: { id: user.id, username: user.username, locked: true, changed },
        text: changed
          ? `${name} is locked. Lift it: nod user unlock ${quoted(user.username)} --realm ${quoted(user.realm)}`
          : `${name} was locked already; the first reason stays.`,
      };
    });
  },
};

export const userUnlock: Command = {
  name: 'user unlock',
  summary: 'Unlock a user; devices are as they were',
  takes: ['NAME'],
  options: realmOption,
  details: 'What ended when the user was locked stays ended: requests and codes are made anew.',
  run: (input, terminal) =>
    withNod(terminal, async ({ accounts, challenges }) => {
      const user = await findUser(accounts, input);
      const changed = await challenges.unlockUser(user.id, { madeBy: terminal.systemUser });
      return {
        json: { id: user.id, username: user.username, locked: false, changed },
        text: `${printable(user.username)} ${changed ? 'is unlocked' : 'wasn’t locked'}.`,
      };
    }),
};

export const userRename: Command = {
  name: 'user rename',
  summary: 'Give a user another name; devices, and all else of theirs, stay',
  takes: ['NAME', 'NEW'],
  options: realmOption,
  details: [
    'Applications mean people by name: one that goes on asking by the old name is answered user_unknown, or means somebody else',
    'as soon as another person has that name. So rename in the applications at the same moment, and never give a name that was',
    'somebody’s to somebody else while an application still has an account of that name.',
  ].join('\n'),
  run: (input, terminal) =>
    withAccounts(terminal, async ({ accounts }) => {
      const user = await findUser(accounts, input);
      const [, name = ''] = input.operands;
      const { username } = await accounts.renameUser(user.id, name, { madeBy: terminal.systemUser });
      return {
        json: { id: user.id, username, previously: user.username, realm: user.realm },
        text: [
          `${printable(user.username)} is called ${printable(username)} now, in the realm ${printable(user.realm)}.`,
          'Rename the account in the applications too: they find nobody by the old name, or somebody else later.',
        ].join('\n'),
      };
    }),
};

export const userDelete: Command = {
  name: 'user delete',
  summary: 'Delete a user with all that is kept of them, for good',
  takes: ['NAME'],
  options: { ...realmOption, yes: { kind: 'flag', help: 'don’t ask whether you mean it' } },
  details: [
    'It says what will be gone, and asks for the name. Devices, requests with their receipts, codes and the e-mail address go; the',
    'log keeps what happened and when, without names and addresses. An application that asks for one of the requests is',
    'answered challenge_unknown. `nod user lock` is the step that can be taken back.',
  ].join('\n'),
  run: (input, terminal) =>
    withNod(terminal, async ({ accounts, challenges, devices, store }) => {
      const user = await findUser(accounts, input);
      const paired = (await devices.listForUser(user.id)).length;
      const { requests } = await store.db
        .selectFrom('challenges')
        .select((of) => of.fn.countAll().as('requests'))
        .where('user_id', '=', user.id)
        .executeTakeFirstOrThrow();
      const gone = { devices: paired, requests: Number(requests) };
      await requireMeant(input, terminal, user, gone);
      await challenges.deleteUser(user.id, { madeBy: terminal.systemUser });
      return {
        json: { id: user.id, username: user.username, realm: user.realm, deleted: gone },
        text: `${printable(user.username)} is deleted. Their phones say so when Nod is next opened there.`,
      } satisfies Answer;
    }),
};

/** @throws CommandFailure where the person at the terminal doesn't mean it, or nobody can be asked */
async function requireMeant(
  input: CommandInput,
  terminal: Terminal,
  user: Awaited<ReturnType<Accounts['getUser']>> & { realm: string },
  gone: { devices: number; requests: number },
): Promise<void> {
  if (input.flag('yes')) return;
  const name = printable(user.username);
  if (terminal.ask === undefined || input.flag('json')) {
    throw usageFailure(`${name} would be gone for good. If you mean it: --yes`);
  }
  const what = [
    `Of ${name} (${user.id}, in the realm ${printable(user.realm)}) this will be gone for good:`,
    `  devices: ${gone.devices}`,
    `  requests with their receipts: ${gone.requests}`,
    '  codes, e-mail address, and what they were told',
    'Type the name to go on: ',
  ].join('\n');
  if ((await terminal.ask(what)).trim() !== user.username) {
    throw new CommandFailure(EXIT.failed, 'not_confirmed', 'That is another name. Nothing was deleted.');
  }
}
