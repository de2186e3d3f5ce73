import { describe, expect, it } from 'vitest';
import {
  type Confirmation,
  otherVerifier,
  type Registration,
  registrationChallenge,
} from '../../shared/protocol/user-verification.ts';
import { makeSoftwareVerifier } from '../../shared/protocol/vectors/software-verifier.ts';
import { changeAccountEmail } from '../announcements/change-email.ts';
import { sha256 } from '../crypto/seal.ts';
import type { DeviceRow } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { onBothStores } from '../store/testing.ts';
import { addDevice, addVerifier, hours, stateOf, told } from './testing-family.ts';
import { createWorld, ORIGIN, type World } from './testing-world.ts';

const TABLES = [
  'devices',
  'vouches',
  'verifiers',
  'email_addresses',
  'announcements',
  'outbox',
  'undo_links',
  'used_proofs',
  'events',
] as const;

/** The same store, whose process ends right before a transaction is committed, for as long as `ends` says so. */
function endingStore(store: Store): { store: Store; ends: { now: boolean; count: number } } {
  const ends = { now: false, count: 0 };
  const transaction: Store['transaction'] = (work) =>
    store.transaction(async (trx) => {
      const result = await work(trx);
      if (!ends.now) return result;
      ends.count++;
      throw new Error('the process ended');
    });
  return { store: Object.assign(Object.create(store) as Store, { transaction }), ends };
}

interface Family {
  readonly world: World;
  /** Long in use. */
  readonly owner: DeviceRow;
  /** Of a week ago, let in by the owner's. */
  readonly other: DeviceRow;
  /** The user's id, and that of the other device. */
  readonly of: { userId: string; deviceId: string };
}

const TOKEN = 'T'.repeat(22);

/** What somebody does, after what led to it, and what has become of the other device then. */
const STEPS: readonly [
  name: string,
  prepare: (family: Family) => Promise<unknown>,
  act: (family: Family, prepared: unknown) => Promise<unknown>,
  state: string,
][] = [
  ['a suspension', async () => {}, ({ world, owner, other }) => suspend(world, owner, other), 'suspended list'],
  [
    'a resumption',
    ({ world, owner, other }) => suspend(world, owner, other),
    ({ world, owner, other }) => world.devices.resume(owner, { targetId: other.id }),
    'active',
  ],
  [
    'a removal',
    async () => {},
    ({ world, owner, other }) => world.devices.remove(owner, { targetId: other.id }),
    'suspended removal',
  ],
  [
    'the end of a removal',
    async ({ world, owner, other }) => {
      await world.devices.remove(owner, { targetId: other.id });
      world.clock.nowMs += hours(24);
    },
    ({ world }) => world.devices.sweep(),
    'revoked',
  ],
  [
    'a device’s own removal',
    async () => {},
    ({ world, other }) => world.devices.remove(other, { targetId: other.id }),
    'revoked',
  ],
  [
    '“This wasn’t me” on a device',
    ({ world, owner, other }) => told(world, 'device.added', { device: other, by: owner }),
    async ({ world, owner }) => world.devices.undo(owner, await newest(world)),
    'suspended undo',
  ],
  [
    '“This wasn’t me” by an e-mail',
    async ({ world, owner, other }) => {
      const announcementId = await told(world, 'device.added', { device: other, by: owner });
      const expiresAtMs = world.clock.nowMs + hours(1);
      await world.store.db
        .insertInto('undo_links')
        .values({ token_hash: sha256(TOKEN), announcement_id: announcementId, expires_at_ms: expiresAtMs })
        .execute();
    },
    ({ world }) => world.devices.undoByLink(TOKEN, {}),
    'suspended undo',
  ],
  [
    'an objection',
    ({ world, owner, other }) => suspend(world, owner, other),
    ({ world, other }) => world.devices.object(other, undefined),
    'suspended objection',
  ],
  [
    'the operator’s suspension',
    async () => {},
    ({ world, of }) => world.devices.operator.suspend(of),
    'suspended operator',
  ],
  [
    'the operator’s removal',
    async () => {},
    ({ world, of: { userId, deviceId } }) => world.devices.revoke(deviceId, { by: 'operator', userId }),
    'revoked',
  ],
  [
    'a replacement',
    ({ world }) => addDevice(world, 'New', { hoursAgo: 0 }),
    ({ world, other }, fresh) => world.devices.replace(fresh as DeviceRow, other.id),
    'suspended replaced',
  ],
  [
    'a renaming',
    async () => {},
    ({ world, owner, other }) => world.devices.rename(owner, { targetId: other.id, name: 'Tablet' }),
    'active',
  ],
  [
    'another e-mail address',
    ({ world, owner }) => changeEmail(world, owner, 'alice@example.org'),
    async ({ world, owner }) => {
      world.clock.nowMs += 1;
      await changeEmail(world, owner, 'alice@example.net');
    },
    'active',
  ],
  [
    'a verifier’s registration',
    async ({ other }) => {
      const { register } = await makeSoftwareVerifier(ORIGIN, new URL(ORIGIN).hostname);
      return register({ challenge: await registrationChallenge({ server: ORIGIN, device: other.thumbprint }) });
    },
    ({ world, other }, registration) => world.devices.registerVerifier(other, registration as Registration),
    'active',
  ],
  [
    'a verifier’s removal',
    async ({ world, other }) => {
      const confirm = await addVerifier(world, other);
      return confirm({ id: await verifierId(world, other) }, 'verifier-removal');
    },
    ({ world, other }, confirmation) => world.devices.removeVerifier(other, confirmation as Confirmation),
    'active',
  ],
  [
    'a verifier’s approval',
    async ({ world, owner, other }) => {
      await addVerifier(world, other, world.clock.nowMs + hours(24));
      const confirm = await addVerifier(world, owner);
      const credentialId = await verifierId(world, other);
      const target = { id: otherVerifier({ deviceId: other.id, credentialId }) };
      return { credentialId, verification: await confirm(target, 'verifier-approval') };
    },
    ({ world, owner, other }, approval) =>
      world.devices.approveVerifier(owner, other.id, approval as { credentialId: string; verification: Confirmation }),
    'active',
  ],
];

const suspend = (world: World, by: DeviceRow, target: DeviceRow) => world.devices.suspend(by, { targetId: target.id });

const changeEmail = (world: World, by: DeviceRow, email: string) =>
  changeAccountEmail(world.core, by, { email, ip: undefined, spend: async () => {} });

async function verifierId({ store }: World, { id }: DeviceRow): Promise<string> {
  const verifiers = store.db.selectFrom('verifiers').select('credential_id').where('device_id', '=', id);
  return (await verifiers.executeTakeFirstOrThrow()).credential_id;
}

async function newest({ store }: World): Promise<string> {
  const [row] = await store.db.selectFrom('announcements').select('id').orderBy('at_ms', 'desc').limit(1).execute();
  return row?.id ?? '';
}

async function tellings({ store }: World): Promise<number> {
  return (await store.db.selectFrom('announcements').select('id').execute()).length;
}

async function everything({ store }: World): Promise<string> {
  const all = [];
  for (const table of TABLES) {
    const rows = await store.db.selectFrom(table).selectAll().execute();
    all.push(rows.map((row) => JSON.stringify(row)).sort());
  }
  return JSON.stringify(all);
}

onBothStores('a server that is stopped in the middle', (fresh) => {
  describe.each(STEPS)('of %s', (_name, prepare, act, state) => {
    it('N16: stopped before its end, it has done nothing and told nobody; made again, it does both', async () => {
      const { store, ends } = endingStore(await fresh());
      const world = await createWorld(store);
      const owner = await addDevice(world, 'Owner', { features: '["announcements"]' });
      const other = await addDevice(world, 'Other', { hoursAgo: 168, vouchedBy: owner });
      const family = { world, owner, other, of: { userId: world.alice.id, deviceId: other.id } };
      const prepared = await prepare(family);
      const before = await everything(world);
      const toldBefore = await tellings(world);
      ends.now = true;
      await act(family, prepared).catch(() => undefined);
      expect(ends.count).toBeGreaterThan(0);
      expect(await everything(world)).toBe(before);
      ends.now = false;
      await act(family, prepared);
      expect(await everything(world)).not.toBe(before);
      expect(await stateOf(world, other)).toBe(state);
      expect(await tellings(world)).toBeGreaterThan(toldBefore);
    });
  });
});
