import { expect } from 'vitest';
import type { NewApplication } from '../accounts/new-application.ts';
import { engineOn } from '../challenges/testing-engine.ts';
import { makeBypass } from '../devices/bypass-codes.ts';
import type { FallbackWay } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { createFallbacks } from './fallbacks.ts';

/** The engine with fallbacks, an application that takes them all, and alice with one device. */
export async function fallbacksOn(store: Store, options: Partial<NewApplication> = {}) {
  const engine = await engineOn(store);
  const { core, challenges, alice, time } = engine;
  const fallbacks = createFallbacks(core, { challenges });
  const all: FallbackWay[] = ['offline', 'totp', 'email', 'bypass'];
  const application = await engine.addApplication({ name: 'Wiki', fallbacks: all, ...options });
  const device = await engine.addDevice();

  const ask = (of = application, username = 'alice') =>
    challenges.create({ application: of, username, ttlSeconds: 600 });
  const bypass = async (of: { userId?: string; applicationId?: string | null; lifeMs?: number } = {}) => {
    const whom = { userId: alice.id, applicationId: application.id, ...of };
    const { code } = await makeBypass(core, { lifeMs: 3_600_000, reason: 'phone in repair', madeBy: 'olga', ...whom });
    return code;
  };
  const answer = (challengeId: string, code: string, of = application) =>
    fallbacks.answer({ application: of, challengeId, way: 'bypass', code });
  const counter = () =>
    store.db.selectFrom('fallback_counters').selectAll().where('user_id', '=', alice.id).executeTakeFirst();
  const announced = async () =>
    (await store.db.selectFrom('announcements').select('what').orderBy('at_ms').orderBy('id').execute()).map(
      ({ what }) => what,
    );
  /** N4: nothing that is typed at a login page touches these. */
  const expectUntouched = async () => {
    const user = await store.db.selectFrom('users').selectAll().where('id', '=', alice.id).executeTakeFirstOrThrow();
    expect(user).toMatchObject({ consecutive_failures: 0, blocked_until_ms: 0, last_success_ms: 0 });
    const devices = await store.db.selectFrom('devices').select('state').where('user_id', '=', alice.id).execute();
    expect(devices).toEqual(devices.map(() => ({ state: 'active' })));
  };
  return { ...engine, fallbacks, application, device, ask, bypass, answer, counter, announced, expectUntouched, time };
}

/** 13 characters that are no code of anybody's. */
export function guess(number: number): string {
  return number.toString(8).padStart(13, '0');
}
