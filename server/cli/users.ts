import type { DeviceSummary } from '../devices/views.ts';
import { NodError } from '../diagnostics/errors.ts';
import type { UserRow } from '../store/schema.ts';
import type { Command, CommandInput, Terminal } from './command.ts';
import { usageFailure } from './failure.ts';
import { withAccounts, withNod } from './open.ts';
import { printable, qr, quoted, relativeTime, table, time } from './print.ts';
import { findUser, realmOption } from './realms.ts';
import { stopJson, stopText } from './unblock.ts';

/** `nod user …`, `nod enroll`, `nod devices` and `nod revoke`: what an operator does for people and their devices. */

export const userCreate: Command = {
  name: 'user create',
  summary: 'Add a user',
  takes: ['NAME'],
  options: {
    'display-name': { kind: 'text', value: 'TEXT', help: 'how the user is shown (default: the name)' },
    realm: { kind: 'text', value: 'REALM', help: 'the realm that the user is in, where there are several' },
  },
  run: (input, terminal) =>
    withAccounts(terminal, async ({ accounts }) => {
      const [username = ''] = input.operands;
      const displayName = input.text('display-name');
      const wanted = input.text('realm');
      const realm = await (wanted === undefined ? accounts.onlyRealm() : accounts.getRealm(wanted));
      const user = await accounts.createUser(
        realm.id,
        displayName === undefined ? { username } : { username, displayName },
      );
      return {
        json: { id: user.id, username: user.username, displayName: user.display_name, realm: realm.name },
        text: `${printable(user.username)} is ${user.id}, in the realm ${printable(realm.name)}.\nNext: ${enrolCommand(user, realm.name)}`,
      };
    }),
};

export const userShow: Command = {
  name: 'user show',
  summary: 'A user with devices, failures, and what stops requests',
  takes: ['NAME'],
  options: realmOption,
  run: (input, terminal) =>
    withNod(terminal, async ({ accounts, challenges, devices }) => {
      const user = await findUser(accounts, input);
      const stops = await challenges.stopsOf(user.id);
      const list = await devices.listForUser(user.id);
      const nowMs = terminal.clock();
      const wrongCodes = stops.find(({ kind }) => kind === 'wrong_codes');
      const lastSuccessMs = user.last_success_ms > 0 ? user.last_success_ms : null;
      return {
        json: {
          id: user.id,
          username: user.username,
          displayName: user.display_name,
          realm: user.realm,
          createdAt: time(user.created_at_ms),
          lockedAt: time(user.locked_at_ms),
          lockReason: user.lock_reason,
          lastSuccessAt: time(lastSuccessMs),
          consecutiveFailures: user.consecutive_failures,
          blockedUntil: time(wrongCodes?.untilMs ?? null),
          stops: stops.map(stopJson),
          devices: list.map(deviceJson),
        },
        text: [
          `${named(user)}, ${user.id}, in the realm ${printable(user.realm)}`,
          ...(user.locked_at_ms === null
            ? []
            : [
                `locked ${relativeTime(user.locked_at_ms, nowMs)}: ${printable(user.lock_reason ?? '')}`,
                `Lift it: nod user unlock ${quoted(user.username)} --realm ${quoted(user.realm)}`,
              ]),
          `last approved, agents aside: ${lastSuccessMs === null ? 'never' : relativeTime(lastSuccessMs, nowMs)}`,
          `wrong codes in a row: ${user.consecutive_failures}`,
          ...stops.map((stop) => stopText(stop, nowMs)),
          ...(stops.length === 0
            ? []
            : [`Lift it: nod user unblock ${quoted(user.username)} --realm ${quoted(user.realm)}`]),
          '',
          list.length === 0 ? `No devices. Add one: ${enrolCommand(user, user.realm)}` : deviceTable(list, nowMs),
        ].join('\n'),
      };
    }),
};

export const enroll: Command = {
  name: 'enroll',
  summary: 'A ticket by which a user adds a phone or a browser: link, code and QR',
  takes: ['USER'],
  options: {
    ...realmOption,
    'without-vouching': {
      kind: 'flag',
      help: "let the device in whatever the user's other devices say; wants --reason",
    },
    reason: { kind: 'text', value: 'TEXT', help: 'why, for the log and for the user, who is told' },
  },
  details: [
    'Give it to nobody but the user, over a channel that you trust. It is good for one device and ten minutes.',
    "Where the user has a device, that one has to say yes to the new one. --without-vouching is for who can't: after a loss,",
    'say. First make sure who it is. Your name on this machine, the reason and the device stay on file, and all devices of the',
    'user are told.',
  ].join('\n'),
  run: (input, terminal) =>
    withNod(terminal, async ({ accounts, devices, config }) => {
      const withoutVouching = whyWithoutVouching(input, terminal);
      const user = await findUser(accounts, input);
      const ticket = await devices.createEnrollment({ user, applicationId: null, withoutVouching });
      const { id, code, url, expiresAtMs } = ticket;
      return {
        json: { id, code, url, expiresAt: time(expiresAtMs) },
        text: [
          `A device for ${named(user)}, in the realm ${printable(user.realm)}:`,
          '',
          qr(url, terminal.isTerminal),
          '',
          `  Link  ${url}`,
          `  Code  ${code}`,
          '',
          `On the phone, open ${config.origin} and scan the QR or type the code there.`,
          `Good for one device, ${relativeTime(expiresAtMs, terminal.clock())}.`,
          ...(withoutVouching
            ? ['', "It lets the device in without a yes of the user's others, who are told of it."]
            : []),
        ].join('\n'),
      };
    }),
};

/** @throws CommandFailure usage where one of the two options is there without the other */
function whyWithoutVouching(input: CommandInput, { systemUser }: Terminal) {
  const reason = input.text('reason');
  if (input.flag('without-vouching') !== (reason !== undefined)) {
    throw usageFailure('--without-vouching and --reason TEXT go together.');
  }
  return reason === undefined ? undefined : { reason, madeBy: systemUser };
}

export const devices: Command = {
  name: 'devices',
  summary: "A user's devices",
  takes: ['USER'],
  options: realmOption,
  run: (input, terminal) =>
    withNod(terminal, async (nod) => {
      const user = await findUser(nod.accounts, input);
      const list = await nod.devices.listForUser(user.id);
      return {
        json: list.map(deviceJson),
        text:
          list.length === 0
            ? `${printable(user.username)} has no devices. Add one: ${enrolCommand(user, user.realm)}`
            : deviceTable(list, terminal.clock()),
      };
    }),
};

export const revoke: Command = {
  name: 'revoke',
  summary: 'Remove a device at once and for good, such as a lost phone',
  takes: ['DEVICE'],
  options: { 'even-if-last': { kind: 'flag', help: 'also the last device that can approve for its user' } },
  details: 'DEVICE is an id (dev_…) as `nod devices USER` shows it. Revoking it twice is no error.',
  run: (input, terminal) =>
    withNod(terminal, async ({ devices }) => {
      const [id = ''] = input.operands;
      if (!/^dev_[A-Za-z0-9_-]{22}$/.test(id)) {
        throw new NodError('device_unknown', 'There is no such device. `nod devices USER` shows the ids.');
      }
      await devices.revoke(id, { by: 'operator', evenIfLast: input.flag('even-if-last') });
      return { json: { id, state: 'revoked' }, text: `${id} is revoked: it can answer nothing any more.` };
    }),
};

/** Both names, where they differ. */
function named({ username, display_name: displayName }: UserRow): string {
  return displayName === username ? printable(username) : `${printable(displayName)} (${printable(username)})`;
}

/** As it can be typed, whoever else has this name in another realm. */
function enrolCommand(user: UserRow, realm: string): string {
  return `nod enroll ${quoted(user.username)} --realm ${quoted(realm)}`;
}

/** A device as `--json` shows it. */
function deviceJson(device: DeviceSummary) {
  const { createdAtMs, activatedAtMs, lastSeenMs, revokedAtMs, vouch, suspension, ...view } = device;
  return {
    ...view,
    createdAt: time(createdAtMs),
    activatedAt: time(activatedAtMs),
    lastSeenAt: time(lastSeenMs),
    revokedAt: time(revokedAtMs),
    vouch: vouch && { how: vouch.how, byDeviceId: vouch.byDeviceId, at: time(vouch.atMs) },
    suspension: suspension && {
      why: suspension.why,
      byDeviceId: suspension.byDeviceId,
      at: time(suspension.atMs),
      objectUntil: time(suspension.objectUntilMs),
      removalAt: time(suspension.removalAtMs),
    },
  };
}

function deviceTable(devices: readonly DeviceSummary[], nowMs: number): string {
  return table(
    ['ID', 'NAME', 'KIND', 'STATE', 'DELIVERY', 'LAST SEEN'],
    devices.map((device) => [
      device.id,
      device.name,
      device.kind,
      stateText(device, nowMs),
      device.delivery === 'push' ? `push, ${device.pushHealth}` : 'pull',
      relativeTime(device.lastSeenMs, nowMs),
    ]),
  );
}

/** Of a suspended one why, and until when the operator can still bring it back. */
function stateText({ state, suspension }: DeviceSummary, nowMs: number): string {
  if (suspension === null) return state;
  const { why, removalAtMs } = suspension;
  return `${state}, ${why}${removalAtMs === null ? '' : `, removed ${relativeTime(removalAtMs, nowMs)}`}`;
}
