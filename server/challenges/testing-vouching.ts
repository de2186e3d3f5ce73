import { randomBytes } from 'node:crypto';
import { newId } from '../crypto/ids.ts';
import type { Places } from '../net/places.ts';
import type { DeviceRow, EnrollmentRow } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { anyProof, engineOn, type TestDevice } from './testing-engine.ts';

/** The features of a device that can be asked to let another one in. */
export const KNOWS = JSON.stringify(['vouch']);

/** The engine with an active phone of alice's, and a way to have new devices wait beside it. */
export async function vouchingEngine(store: Store, places?: Places) {
  const engine = await engineOn(store, places);
  const { db } = store;
  const phone = await engine.addDevice('alice', { features: KNOWS });

  /** A device that is paired and tested, and not let in. */
  async function newDevice(
    ticket: Partial<EnrollmentRow> = {},
    { username = 'alice', ...changes }: Partial<DeviceRow> & { username?: string } = {},
  ): Promise<TestDevice> {
    const device = await engine.addDevice(username, {
      name: 'iPhone',
      platform: 'iOS',
      features: KNOWS,
      state: 'unvouched',
      activated_at_ms: null,
      created_at_ms: engine.time.nowMs + 1,
      ...changes,
    });
    await db
      .insertInto('enrollments')
      .values({
        id: device.row.enrollment_id,
        user_id: device.row.user_id,
        application_id: engine.application.id,
        lookup: 'ABCD',
        code_mac: '',
        token_hash: newId('enr_', randomBytes),
        state: 'completed',
        tries_left: 0,
        nonce_hash: null,
        created_at_ms: engine.time.nowMs,
        expires_at_ms: engine.time.nowMs,
        ...ticket,
      })
      .execute();
    return device;
  }

  const rowOf = (device: TestDevice): Promise<DeviceRow> =>
    db.selectFrom('devices').selectAll().where('id', '=', device.row.id).executeTakeFirstOrThrow();
  const ask = async (device: TestDevice, code?: string, ip = '203.0.113.9') =>
    engine.challenges.askForVouching(await rowOf(device), { code, ip, proof: anyProof() });
  const requestOf = (id: string) =>
    db.selectFrom('challenges').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const vouchOf = (device: TestDevice) =>
    db.selectFrom('vouches').selectAll().where('device_id', '=', device.row.id).executeTakeFirst();
  const announced = () => db.selectFrom('announcements').selectAll().orderBy('at_ms').orderBy('id').execute();
  return { ...engine, phone, newDevice, rowOf, ask, requestOf, vouchOf, announced };
}
