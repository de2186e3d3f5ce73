import { type TOTP, URI } from 'otpauth';
import { expect } from 'vitest';
import { generateOfflineKey } from '../../shared/protocol/keys.ts';
import type { NewApplication } from '../accounts/new-application.ts';
import { type Mail, MailError } from '../announcements/smtp.ts';
import { engineOn, type TestDevice } from '../challenges/testing-engine.ts';
import { makeBypass } from '../devices/bypass-codes.ts';
import type { FallbackWay } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { createFallbacks } from './fallbacks.ts';
import type { TotpCall } from './totp-setup.ts';

/** The engine with fallbacks, an application that takes them all, and alice with one device. */
export async function fallbacksOn(store: Store, options: Partial<NewApplication> = {}) {
  const engine = await engineOn(store);
  const { core, challenges, alice, time } = engine;
  const mails: Mail[] = [];
  const post = { refuses: false };
  const sendMail = async (mail: Mail) => {
    if (post.refuses) throw new MailError('EENVELOPE', 550);
    mails.push(mail);
  };
  const fallbacks = createFallbacks(core, { challenges, sendMail, serverName: 'Nod at home' });
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
  const answer = (challengeId: string, code: string, of = application, way: FallbackWay = 'bypass') =>
    fallbacks.answer({ application: of, challengeId, way, code });
  const callOf = ({ row }: TestDevice): TotpCall => ({ device: row, ip: '198.51.100.9', spend: async () => {} });
  /** The digits that an app with this address shows now, or so many steps later. */
  const digitsOf = (uri: string, steps = 0) =>
    (URI.parse(uri) as TOTP).generate({ timestamp: time.nowMs + steps * 30_000 });
  /** Sets an app up, half a minute ago: what it shows now is unused. */
  const setUpTotp = async (by = device) => {
    const { uri } = await fallbacks.totp.begin(callOf(by));
    await fallbacks.totp.confirm({ ...callOf(by), code: digitsOf(uri) });
    time.nowMs += 30_000;
    return uri;
  };
  /** Alice’s address, which counts from this time on; until then there is none. */
  const setEmail = (address: string, countsFromMs = 0, userId = alice.id) =>
    store.db
      .insertInto('email_addresses')
      .values({ user_id: userId, address, counts_from_ms: countsFromMs, old_address: null })
      .execute();
  const open = (challengeId: string, way: FallbackWay, of = application) =>
    fallbacks.open({ application: of, challengeId, way });
  /** The code of the last mail. */
  const mailedCode = async () => {
    await fallbacks.settled();
    return /^ {2}([0-9]{4}\u00a0[0-9]{4})$/m.exec(mails.at(-1)?.text ?? '')?.[1] ?? '';
  };
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
  return {
    ...engine,
    fallbacks,
    application,
    device,
    ask,
    bypass,
    answer,
    open,
    callOf,
    digitsOf,
    setUpTotp,
    mails,
    post,
    setEmail,
    mailedCode,
    counter,
    announced,
    expectUntouched,
  };
}

/** 13 characters that are no code of anybody's. */
export function guess(number: number): string {
  return number.toString(8).padStart(13, '0');
}

/** How a guess at each way looks. None of the first hundred thousand is right, with all but no luck. */
const GUESSES: Readonly<Record<FallbackWay, (number: number) => string>> = {
  offline: (number) => String(number).padStart(8, '0'),
  totp: (number) => String(number).padStart(6, '0'),
  email: (number) => String(number).padStart(8, '0'),
  bypass: guess,
};

/** More would wait for a connection to the database longer than it is patient, on a machine that has other work. */
const AT_ONCE = 100;

/** N4: guesses, on a clock that is moved past each pause, and what they cost the owner: that fallback, and nothing else. */
export async function guessWithoutEnd(store: Store, most: number, way: FallbackWay = 'bypass'): Promise<void> {
  const world = await fallbacksOn(store);
  const { time, counter, addApplication, addDevice, application, challenges, device, decide, pushed } = world;
  await addDevice('alice', { offline_jwk: JSON.stringify((await generateOfflineKey()).publicJwk) });
  if (way === 'totp') await world.setUpTotp();
  await world.setEmail('alice@example.org');
  const ask = async () => {
    const asked = await world.ask();
    // A mailbox is spared long before the way is closed: what is typed then is wrong all the same.
    await world.open(asked.id, way).catch(({ code }) => expect(code).toMatch(/^fallback_(backing_off|closed)$/));
    return asked;
  };
  const answer = (id: string, number: number) => world.answer(id, GUESSES[way](number), application, way);
  let { id } = await ask();
  let guesses = 0;
  let counted = 0;
  // Every guess that is taken, on a clock that is moved past each pause; from then on the way is closed.
  while ((await counter())?.closed_at_ms == null) {
    const error = await answer(id, guesses++).catch((thrown) => thrown);
    if (error.code === 'wrong_code') counted++;
    else {
      time.nowMs += error.params.retryAfterSeconds * 1000;
      ({ id } = await ask());
    }
  }
  // From here on time changes nothing: each of these is another day's login.
  for (; guesses < most; guesses += AT_ONCE) {
    time.nowMs += 86_400_000;
    id = (await ask()).id;
    const some = Array.from({ length: AT_ONCE }, (_, at) => answer(id, guesses + at).catch(({ code }) => code));
    expect(new Set(await Promise.all(some))).toEqual(new Set(['fallback_closed']));
  }
  expect(counted).toBe(20);
  expect(await counter()).toMatchObject({ failures: 20 });
  expect(await store.db.selectFrom('fallback_counters').selectAll().execute()).toHaveLength(1);
  await world.expectUntouched();
  const lights = await addApplication({ name: 'Lights' });
  const asked = await challenges.create({ application: lights, username: 'alice' });
  expect(asked.quiet).toBe(false);
  expect(pushed.at(-1)).toBe(asked.id);
  expect(await decide(device, asked.id, { code: asked.code })).toMatchObject({ state: 'approved' });
}
