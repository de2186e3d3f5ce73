import type { Accounts } from '../accounts/accounts.ts';
import type { UserRow } from '../store/schema.ts';
import { findApplication } from './app.ts';
import type { Command, CommandInput } from './command.ts';
import { CommandFailure, EXIT, usageFailure } from './failure.ts';
import { withAccounts } from './open.ts';
import { printable, quoted, table, time } from './print.ts';

/** `nod realm …` and `nod app move`: which applications mean the same people by the same names. */

const sharing =
  'The applications of a realm mean the same people by the same names, and trust each other’s word for it.\n' +
  'One household or company: nod realm create home, then --realm home with each nod app create.\n' +
  'Never for a site where people choose their own names: that one has a realm of its own.';

export const realmCreate: Command = {
  name: 'realm create',
  summary: 'Make a realm, a directory of people that applications share',
  takes: ['NAME'],
  options: {},
  details: sharing,
  run: (input, terminal) =>
    withAccounts(terminal, async ({ accounts }) => {
      const [wanted = ''] = input.operands;
      const { id, name } = await accounts.createRealm(wanted);
      return {
        json: { id, name },
        text: `The realm ${printable(name)} is ${id}.\nNext: nod app create NAME --realm ${quoted(name)}`,
      };
    }),
};

export const realmList: Command = {
  name: 'realm list',
  summary: 'All realms, with how many applications and users are in each',
  takes: [],
  options: {},
  run: (_input, terminal) =>
    withAccounts(terminal, async ({ accounts }) => {
      const realms = await accounts.listRealms();
      return {
        json: realms.map(({ id, name, applications, users, created_at_ms }) => ({
          id,
          name,
          applications,
          users,
          createdAt: time(created_at_ms),
        })),
        text:
          realms.length === 0
            ? 'There are no realms yet. nod app create makes one for its application; a shared one: nod realm create NAME'
            : table(
                ['NAME', 'APPLICATIONS', 'USERS', 'ID'],
                realms.map(({ id, name, applications, users }) => [name, String(applications), String(users), id]),
              ),
      };
    }),
};

export const realmRename: Command = {
  name: 'realm rename',
  summary: 'Give a realm another name, which phones show from their next look on',
  takes: ['REALM', 'NAME'],
  options: {},
  run: (input, terminal) =>
    withAccounts(terminal, async ({ accounts }) => {
      const [wanted = '', name = ''] = input.operands;
      const { id } = await accounts.getRealm(wanted);
      await accounts.renameRealm({ id }, name);
      return { json: { id, name }, text: `The realm is called ${printable(name)} now.` };
    }),
};

export const appMove: Command = {
  name: 'app move',
  summary: 'Move an application into another realm, while none of its users has a device',
  takes: ['APP'],
  options: { realm: { kind: 'text', value: 'REALM', help: 'the realm that it joins' } },
  details:
    'From then on the application means by a name the person whom the other realm knows by it. Users of a realm that it had\n' +
    'to itself come along, but for names that the other realm has already. Open pairing codes of the application end.\n\n' +
    sharing,
  run(input, terminal) {
    const [wanted = ''] = input.operands;
    const realmName = input.text('realm');
    if (realmName === undefined) throw usageFailure('nod app move wants --realm REALM.');
    return withAccounts(terminal, async ({ accounts }) => {
      const { id, name } = await findApplication(accounts, wanted);
      const realm = await accounts.getRealm(realmName);
      const users = await accounts.moveApplication(id, realm);
      return {
        json: { id, name, realm: realm.name, users },
        text: `${printable(name)} is in the realm ${printable(realm.name)} now${users === 0 ? '' : `; ${users} of its users came along`}.`,
      };
    });
  },
};

/** For commands about one user. */
export const realmOption = {
  realm: { kind: 'text', value: 'REALM', help: 'the realm of the user, where several have one of this name' },
} as const satisfies Command['options'];

/**
 * The user whom an operator means: of the realm that is named, otherwise of the one realm that has a user of this name.
 * @throws NodError user_unknown, realm_unknown; CommandFailure ambiguous, which lists the realms
 */
export async function findUser(accounts: Accounts, input: CommandInput): Promise<UserRow & { realm: string }> {
  const [username = ''] = input.operands;
  const wanted = input.text('realm');
  if (wanted !== undefined) {
    const realm = await accounts.getRealm(wanted);
    return { ...(await accounts.getUser(realm.id, username)), realm: realm.name };
  }
  const users = await accounts.usersNamed(username);
  const [user] = users;
  if (user === undefined) {
    throw new CommandFailure(EXIT.notFound, 'user_unknown', 'There is no user of this name. Check the spelling.');
  }
  if (users.length > 1) {
    const realms = users.map(({ realm }) => quoted(realm)).join(', ');
    throw new CommandFailure(
      EXIT.failed,
      'ambiguous',
      `Several realms have a user of this name: ${realms}. Say which: --realm REALM`,
    );
  }
  return user;
}
