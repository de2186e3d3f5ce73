import path from 'node:path';
import {
  KeyRotationError,
  type ListedKey,
  listKeys,
  retireSigningKey,
  retireVapidKey,
  rotateSigningKey,
  rotateVapidKey,
} from '../crypto/key-rotation.ts';
import { recordEvent } from '../events/record.ts';
import type { Db } from '../store/schema.ts';
import type { Command } from './command.ts';
import { CommandFailure, EXIT, usageFailure } from './failure.ts';
import { withAccounts } from './open.ts';
import { table, time } from './print.ts';

/** `nod keys …`: rotation of the server's own keys, and what each step does to phones. */

const keyDirectory = (config: { dataDir: string }) => path.join(config.dataDir, 'keys');
const RESTART = 'Restart each server process, so that it takes the change in.';

export const keysList: Command = {
  name: 'keys list',
  summary: 'The server’s own keys: what signs, what pushes are sent under, and what was before',
  takes: [],
  options: {},
  run: (_input, terminal) =>
    withAccounts(terminal, async ({ config, store }) => {
      const keys = await listKeys(keyDirectory(config));
      const uses = await subscriptionsByKey(store.db);
      const rows = keys.map((key) => ({ ...key, devices: key.kind === 'vapid' ? (uses.get(key.id) ?? 0) : null }));
      return {
        json: rows.map(({ sinceMs, retiredAtMs, ...row }) => ({
          ...row,
          since: sinceMs === null ? null : time(sinceMs),
          retiredAt: retiredAtMs === null ? null : time(retiredAtMs),
        })),
        text: table(['KEY', 'KIND', 'STATE', 'SINCE', 'DEVICES'], rows.map(printed)),
      };
    }),
};

function printed({ id, kind, state, sinceMs, retiredAtMs, devices }: ListedKey & { devices: number | null }): string[] {
  const stateWords = retiredAtMs === null ? state : `retired ${time(retiredAtMs)}`;
  return [id, kind, stateWords, sinceMs === null ? '-' : time(sinceMs), devices === null ? '-' : String(devices)];
}

export const keysRotateSigning: Command = {
  name: 'keys rotate signing',
  summary: 'Make a new signing key the current one; phones and applications follow by themselves',
  takes: [],
  options: {},
  details: [
    'Phones take the new key when Nod is opened there, or when a request signed by it arrives: the key that they know has',
    'signed for it. Nobody pairs again, however long a phone was off. Applications that check receipts find it in the JWKS.',
    'The private half of the key before is deleted. What it signed still verifies, until it is retired.',
  ].join('\n'),
  run: (_input, terminal) =>
    withAccounts(terminal, async ({ config, store }) => {
      const by = { issuer: config.origin, nowMs: terminal.clock() };
      const { kid, previousKid } = await refusing(rotateSigningKey(keyDirectory(config), by));
      const detail = { kind: 'signing', id: kid, previousId: previousKid };
      await recordEvent(store.db, { type: 'keys.rotated', atMs: terminal.clock(), detail });
      return {
        json: { kid, previousKid },
        text: [
          `The new signing key is ${kid}.`,
          '',
          RESTART,
          'Phones and applications follow by themselves. If the key before may be in other hands, withdraw it once all',
          `processes are restarted: nod keys retire ${previousKid}`,
        ].join('\n'),
      };
    }),
};

export const keysRotateVapid: Command = {
  name: 'keys rotate vapid',
  summary: 'Make a new key the one that pushes are sent under; phones renew when they next open Nod',
  takes: [],
  options: {},
  details: [
    'A subscription belongs to the key that it was made with, so the old key stays and serves it until the phone has made',
    'another: when Nod is opened there, or when a push arrives. `nod keys list` tells how many devices each key has.',
  ].join('\n'),
  run: (_input, terminal) =>
    withAccounts(terminal, async ({ config, store }) => {
      const { keyId, previousKeyId } = await refusing(rotateVapidKey(keyDirectory(config)));
      const detail = { kind: 'vapid', id: keyId, previousId: previousKeyId };
      await recordEvent(store.db, { type: 'keys.rotated', atMs: terminal.clock(), detail });
      return {
        json: { keyId, previousKeyId },
        text: [
          `The new push key is ${keyId}.`,
          '',
          RESTART,
          'Phones renew by themselves; until then the old key serves them. See how many have: nod keys list',
          `When no device has the old one any more: nod keys retire ${previousKeyId}`,
        ].join('\n'),
      };
    }),
};

export const keysRetire: Command = {
  name: 'keys retire',
  summary: 'Withdraw an earlier key',
  takes: ['KEY'],
  options: { anyway: { kind: 'flag', help: 'a push key although devices still have it' } },
  details: [
    'A signing key: nothing that it signed is believed any more. Phones drop it when Nod is next opened there. Receipts that it',
    'signed no longer verify against the JWKS: keep the public key (it stays in `keys/signing.json`) where you audit them.',
    'A push key: devices that still have it get no pushes until Nod is opened there; requests wait for them in the app.',
  ].join('\n'),
  run(input, terminal) {
    const [id = ''] = input.operands;
    return withAccounts(terminal, async ({ config, store }) => {
      const directory = keyDirectory(config);
      const key = (await listKeys(directory)).find((listed) => listed.id === id && listed.state !== 'retired');
      if (!key) throw new CommandFailure(EXIT.notFound, 'key_unknown', 'There is no such key. See: nod keys list');
      const event = { type: 'keys.retired', atMs: terminal.clock(), detail: { kind: key.kind, id } } as const;
      if (key.kind === 'signing') {
        await refusing(retireSigningKey(directory, id, { issuer: config.origin, nowMs: terminal.clock() }));
        await recordEvent(store.db, event);
        return { json: { id, kind: key.kind }, text: `The signing key ${id} is withdrawn. ${RESTART}` };
      }
      const devices = (await subscriptionsByKey(store.db)).get(id) ?? 0;
      if (devices > 0 && key.state === 'earlier' && !input.flag('anyway')) {
        throw usageFailure(
          `${devices === 1 ? 'One device still has' : `${devices} devices still have`} this push key and would get no pushes until Nod is opened there. Wait, or add --anyway.`,
        );
      }
      await refusing(retireVapidKey(directory, id));
      await recordEvent(store.db, event);
      return { json: { id, kind: key.kind, devices }, text: `The push key ${id} is removed. ${RESTART}` };
    });
  },
};

/** How many devices that can be pushed to have a subscription of each VAPID key. */
async function subscriptionsByKey(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('devices')
    .select(({ fn }) => ['vapid_key_id', fn.countAll().as('count')])
    .where('state', '=', 'active')
    .where('delivery', '=', 'push')
    .where('vapid_key_id', 'is not', null)
    .groupBy('vapid_key_id')
    .execute();
  return new Map(rows.map(({ vapid_key_id: id, count }) => [id ?? '', Number(count)]));
}

/** @throws CommandFailure for what the rotation refuses */
async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof KeyRotationError)) throw error;
    throw new CommandFailure(EXIT.failed, error.code, error.message);
  }
}
