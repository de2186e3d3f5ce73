import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Places } from '../net/places.ts';
import { cityRecord, testPlaces } from '../net/testing-mmdb.ts';
import type { Store } from '../store/store.ts';
import { onBothStores } from '../store/testing.ts';
import { BURST, lookForSigns, REFUSED, type Sign } from './signs.ts';
import { engineOn, type TestDevice } from './testing-engine.ts';

const ATTACKER = '203.0.113.66';

async function watched(store: Store) {
  const engine = await engineOn(store);
  const { challenges, application, accounts, addDevice, time } = engine;
  const seen: Sign[] = [];
  const look = () => lookForSigns({ store, clock: engine.clock, onSign: (sign) => seen.push(sign) });
  const devices = new Map<string, TestDevice>();
  async function ask(username: string, ip: string | undefined, app = application) {
    if (username !== 'alice' && !devices.has(username)) await accounts.createUser({ username });
    const device = devices.get(username) ?? (await addDevice(username));
    devices.set(username, device);
    const context = ip === undefined ? {} : { ip };
    const { id, code = '' } = await challenges.create({ application: app, username, context });
    return { id, code, device };
  }
  /** Requests to many users which nobody answers. */
  async function askMany(count: number, ip: (index: number) => string | undefined) {
    const ids: string[] = [];
    for (let index = 0; index < count; index++) ids.push((await ask(`user${index}`, ip(index))).id);
    time.nowMs += 130_000;
    for (const id of ids) await challenges.get(application, id);
  }
  const signs = async () =>
    (await engine.events())
      .filter(({ type }) => ['application.burst', 'application.refused_by_many', 'challenge.mismatch'].includes(type))
      .map(({ type, source_ip: ip, detail, count, ...row }) => ({
        type,
        ip,
        count,
        ...row,
        detail: JSON.parse(detail),
      }));
  return { ...engine, ask, askMany, look, seen, signs };
}

onBothStores('signs of an attack', (fresh) => {
  it('M2: many users of one application, asked from one address without success, are one counted event', async () => {
    const { askMany, look, seen, signs, application } = await watched(await fresh());
    await askMany(BURST.users, () => ATTACKER);
    await look();
    await look();
    expect(await signs()).toMatchObject([
      { type: 'application.burst', ip: ATTACKER, count: 2, application_id: application.id, user_id: null },
    ]);
    expect((await signs())[0]?.detail).toEqual({ users: BURST.users, minutes: 10 });
    expect(seen).toEqual(['application.burst', 'application.burst']);
  });

  it.each<[string, number, (index: number) => string | undefined]>([
    ['fewer users', BURST.users - 1, () => ATTACKER],
    ['from an address each', BURST.users, (index) => `203.0.${index}.9`],
    ['from an address that nobody says', BURST.users, () => undefined],
  ])('M2: no burst: %s', async (_what, count, ip) => {
    const { askMany, look, signs } = await watched(await fresh());
    await askMany(count, ip);
    await look();
    expect(await signs()).toEqual([]);
  });

  it('M2: no burst: it is over, or some got in from there with the next request, as in an office', async () => {
    const { askMany, ask, decide, look, signs, time } = await watched(await fresh());
    await askMany(BURST.users, (index) => `2001:db8:7:${index}::1`);
    const { id, code, device } = await ask('user3', '2001:db8:7:99::1');
    await decide(device, id, { code });
    await look();
    expect(await signs()).toEqual([]);
    await askMany(BURST.users, () => '2001:db8:8::1');
    time.nowMs += BURST.windowMs;
    await look();
    expect(await signs()).toEqual([]);
  });

  it('M2: an approval from elsewhere takes nobody out of a burst', async () => {
    const { askMany, ask, decide, look, signs } = await watched(await fresh());
    await askMany(BURST.users, (index) => `2001:db8:7:${index}::1`);
    const { id, code, device } = await ask('user3', '198.51.100.7');
    await decide(device, id, { code });
    await look();
    expect(await signs()).toMatchObject([{ type: 'application.burst', ip: '2001:db8:7::/48' }]);
  });

  it('M2: an application that many users deny or report is named, and one user who does it often isn’t many', async () => {
    const { ask, decide, look, signs, application, addApplication, time } = await watched(await fresh());
    const other = await addApplication({ name: 'Other' });
    const refuse = async (username: string, app: typeof application, decision: 'deny' | 'report') => {
      const { id, device } = await ask(username, undefined, app);
      await decide(device, id, { decision });
      time.nowMs += 15_000;
    };
    for (let index = 0; index < REFUSED.users; index++) await refuse('alice', other, 'deny');
    for (let index = 1; index < REFUSED.users; index++) await refuse(`user${index}`, application, 'deny');
    await look();
    expect(await signs()).toEqual([]);
    await refuse('alice', application, 'report');
    await look();
    expect(await signs()).toMatchObject([
      { type: 'application.refused_by_many', application_id: application.id, detail: { users: 5, minutes: 60 } },
    ]);
    time.nowMs += 2 * REFUSED.windowMs;
    await look();
    expect(await signs()).toHaveLength(1);
  });

  it('M2: looking reads no more than what ended lately without an approval', async () => {
    const store = await fresh();
    if (store.kind !== 'sqlite') return;
    const { rows } = await sql<{ detail: string }>`explain query plan select distinct application_id, source_ip, user_id
      from challenges where final_at_ms is not null and state <> 'approved' and final_at_ms > ${1} and source_ip != ''`.execute(
      store.db,
    );
    expect(rows[0]?.detail).toContain('USING INDEX challenges_unapproved (final_at_ms>?)');
  });
});

const HOME = '192.0.2.10';
const PHONE = '198.51.100.9';

onBothStores('a login from a place that fits nothing', (fresh) => {
  /** A user who has approved some logins from home. */
  async function settled(store: Store, approvals = 3, location?: string, places?: Places) {
    const engine = await engineOn(store, places);
    const { challenges, application, addDevice, decide, time } = engine;
    const phone = await addDevice();
    async function approve(ip: string | undefined, deviceIp: string, where = location) {
      time.nowMs += 60_000;
      const context = { ...(ip === undefined ? {} : { ip }), ...(where === undefined ? {} : { location: where }) };
      const { id, code = '' } = await challenges.create({ application, username: 'alice', context });
      await decide(phone, id, { code }, { deviceIp });
      await challenges.stop();
      return id;
    }
    for (let index = 0; index < approvals; index++) await approve(HOME, PHONE);
    const mismatches = async () => (await engine.events()).filter(({ type }) => type === 'challenge.mismatch');
    return { ...engine, phone, approve, mismatches };
  }

  it('M2: is an event that names the login’s address and the answer’s', async () => {
    const { approve, mismatches, phone } = await settled(await fresh(), 3, 'Lisbon');
    const id = await approve(ATTACKER, PHONE, 'Oslo');
    const [event, ...more] = await mismatches();
    expect(more).toEqual([]);
    expect(event).toMatchObject({ challenge_id: id, device_id: phone.row.id, source_ip: ATTACKER, device_ip: PHONE });
    expect(JSON.parse(event?.detail ?? '')).toEqual({ location: 'Oslo', comparedWith: 3 });
  });

  it.each<[string, string | undefined, string, string | undefined]>([
    ['the known computer, and the phone on mobile data', '192.0.7.7', PHONE, undefined],
    ['a journey, with both in one network', ATTACKER, '203.0.113.99', 'Oslo'],
    ['another provider in the same place', ATTACKER, PHONE, 'Lisbon'],
    ['an application that says no address', undefined, PHONE, undefined],
  ])('M2: is nothing strange: %s', async (_what, ip, deviceIp, location) => {
    const { approve, mismatches } = await settled(await fresh(), 3, 'Lisbon');
    await approve(ip, deviceIp, location);
    expect(await mismatches()).toEqual([]);
  });

  it('M2: the place of the address counts where the application names none, but for a country alone', async () => {
    const networks = [
      ['81.2.0.0/16', cityRecord('Lisbon', 'Portugal')],
      ['82.2.0.0/16', cityRecord('Lisbon', 'Portugal')],
      ['83.2.0.0/16', cityRecord(undefined, 'Portugal')],
      ['84.2.0.0/16', cityRecord(undefined, 'Portugal')],
    ] as const;
    const { approve, mismatches } = await settled(await fresh(), 0, undefined, await testPlaces({ networks }));
    for (let index = 0; index < 3; index++) await approve('81.2.69.142', PHONE);
    await approve('82.2.69.142', PHONE);
    expect(await mismatches()).toEqual([]);
    await approve('83.2.69.142', PHONE);
    await approve('84.2.69.142', PHONE);
    expect((await mismatches()).map((event) => [event.source_ip, JSON.parse(event.detail).location])).toEqual([
      ['83.2.69.142', 'Portugal'],
      ['84.2.69.142', 'Portugal'],
    ]);
  });

  it('M2: is nothing strange while little is known of a user, or once it was approved', async () => {
    const { approve, mismatches } = await settled(await fresh(), 2);
    await approve(ATTACKER, PHONE);
    expect(await mismatches()).toEqual([]);
    await approve(ATTACKER, PHONE);
    expect(await mismatches()).toEqual([]);
  });
});
