import * as v from 'valibot';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { selfSchema } from '../../../shared/protocol/device-api.ts';
import { recoveryCodesSchema, recoveryTicketSchema } from '../../../shared/protocol/recovery-api.ts';
import { makeSoftwareVerifier } from '../../../shared/protocol/vectors/software-verifier.ts';
import { locationOf, onBothStores, verifierRow } from '../../store/testing.ts';
import { countStatements } from '../testing-counted.ts';
import { ORIGIN, pairDevice, startTestServer, type TestDevice, type TestServer } from '../testing-server.ts';

const CODES = '/device/v1/account/recovery-codes';
const HOUR_MS = 3_600_000;
const WRONG = 'AAAA-BBBB-CCCC-DDDD';
const features = ['vouch'];

onBothStores('recovery codes, by the doors', (fresh) => {
  let server: TestServer;
  let app: { id: string; apiKey: string };
  let users = 0;
  let addresses = 0;
  beforeAll(async () => {
    const { databaseUrl } = locationOf(await fresh());
    server = await startTestServer({
      environment: { NOD_VOUCH: 'required', ...(databaseUrl === undefined ? {} : { NOD_DATABASE_URL: databaseUrl }) },
    });
    app = await server.application();
  });
  afterAll(() => server.close());

  interface Sheet {
    codes: [string, string, ...string[]];
    sheet: object;
    left: number;
    madeAtMs: number | null;
    token: string;
    code: string;
    state: string;
  }
  async function owner() {
    const user = `user${++users}`;
    return { user, phone: await pairDevice(server, app.apiKey, user, { features }) };
  }
  /** An address that nobody has used yet. */
  const elsewhere = () => `10.20.${++addresses >> 8}.${addresses & 255}`;
  const make = async (device: TestDevice, body: object = {}) => {
    const { status, json } = await device.call('POST', CODES, body);
    if (status === 201) v.parse(recoveryCodesSchema, json);
    return { status, ...(json as unknown as Sheet) };
  };
  const ticket = async (
    username: string,
    code: string,
    { ip = elsewhere(), realm }: { ip?: string; realm?: string } = {},
  ) => {
    const body = { username, code, ...(realm === undefined ? {} : { realm }) };
    const { status, json, text } = await server.call('POST', '/recovery/v1/ticket', { body, ip });
    return { status, text, json: json as unknown as Sheet };
  };
  const left = async (device: TestDevice) => (await device.call('GET', CODES)).json as unknown as Sheet;
  const eventsOf = async (type: string) =>
    (await server.nod.store.db.selectFrom('events').selectAll().orderBy('id').execute()).filter(
      (event) => event.type === type,
    );

  it('N15: ten codes, with what belongs on paper; how many are left, and never the codes again', async () => {
    const { user, phone } = await owner();
    expect(await left(phone)).toEqual({ left: 0, madeAtMs: null });
    const { status, codes, sheet } = await make(phone);
    expect(status).toBe(201);
    expect(new Set(codes).size).toBe(10);
    expect(sheet).toEqual({ origin: ORIGIN, realm: 'Test realm', username: user });
    expect(await left(phone)).toEqual({ left: 10, madeAtMs: server.clock.nowMs });
    const spent = await ticket(user, codes[0]);
    expect(v.parse(recoveryTicketSchema, spent.json).expiresAtMs).toBeGreaterThan(server.clock.nowMs);
    const { text } = await phone.call('GET', CODES);
    expect(JSON.parse(text)).toMatchObject({ left: 9 });
    for (const code of codes) expect(text).not.toContain(code);
  });

  it('N15: each active device is told how many are left, so that it can warn; one that isn’t let in is not', async () => {
    const { user, phone } = await owner();
    const told = async () => v.parse(selfSchema, (await phone.call('GET', '/device/v1/self')).json).recoveryCodesLeft;
    expect(await told()).toBeNull();
    const { codes } = await make(phone);
    expect(await told()).toBe(10);
    await ticket(user, codes[0]);
    expect(await told()).toBe(9);
    const { db } = server.nod.store;
    await db.updateTable('devices').set({ state: 'suspended' }).where('id', '=', phone.id).execute();
    expect(await told()).toBeUndefined();
  });

  it('N15: a code gives a ticket once, also of two at the same moment, and a new set ends the old one', async () => {
    const { user, phone } = await owner();
    const { codes } = await make(phone);
    const first = await ticket(user, codes[0]);
    expect(first.status).toBe(201);
    const claimed = await server.call('POST', '/device/v1/enrollments/claim', { body: { token: first.json.token } });
    expect(claimed.json).toMatchObject({ user: { username: user } });
    expect(await ticket(user, codes[0])).toMatchObject({ status: 403, json: { code: 'recovery_invalid' } });
    const raced = await Promise.all([ticket(user, codes[1]), ticket(user, codes[1].toLowerCase())]);
    expect(raced.map(({ status }) => status).sort()).toEqual([201, 403]);
    const { codes: anew } = await make(phone);
    expect((await ticket(user, codes[2] ?? '')).status).toBe(403);
    expect((await ticket(user, anew[0], { realm: ' test REALM ' })).status).toBe(201);
    expect((await ticket(user, anew[1], { realm: 'Another' })).status).toBe(403);
  });

  it('N15: the device of such a ticket is active without a yes, and the others are told', async () => {
    const { user, phone } = await owner();
    const { codes } = await make(phone);
    const { token } = (await ticket(user, codes[0])).json;
    const next = await pairDevice(server, app.apiKey, user, { features, token });
    expect((await next.call('GET', '/device/v1/self')).json.state).toBe('active');
    const told = (await phone.call('GET', '/device/v1/announcements')).text;
    expect(told).toContain('recovery.used');
    expect(told).toContain('"how":"recovery"');
  });

  it('N15: every failure has the same answer, for nobody, a wrong code, a used one, another’s and a locked user', async () => {
    const { user, phone } = await owner();
    const other = await owner();
    const { codes } = await make(phone);
    const { codes: others } = await make(other.phone);
    await ticket(user, codes[0]);
    const answers = [
      await ticket('nobody', codes[1]),
      await ticket(user, WRONG),
      await ticket(user, 'not a code'),
      await ticket(user, codes[0]),
      await ticket(user, others[0]),
      await ticket(user, codes[1], { realm: 'Nowhere' }),
    ];
    await server.nod.challenges.lockUser(await idOf(user), { reason: 'left', madeBy: 'op' });
    answers.push(await ticket(user, codes[1]));
    await server.nod.challenges.unlockUser(await idOf(user), { madeBy: 'op' });
    const shapes = answers.map(({ status, text }) => [status, text.replace(/"requestId":"[^"]+"/, '')].join());
    expect(new Set(shapes).size).toBe(1);
    expect(shapes[0]).toContain('recovery_invalid');
    // It was never spent.
    expect((await ticket(user, codes[1])).status).toBe(201);
  });

  it('N15: the answer and its work are the same whoever is named and whatever is wrong with the code', async () => {
    const counted = countStatements();
    const { databaseUrl } = locationOf(await fresh());
    const own = await startTestServer(
      databaseUrl === undefined ? {} : { environment: { NOD_DATABASE_URL: databaseUrl } },
    );
    const { apiKey } = await own.application();
    const [ofAlice, ofBob] = [await pairDevice(own, apiKey, 'alice'), await pairDevice(own, apiKey, 'bob')];
    const {
      codes: [used],
    } = await make(ofAlice);
    const {
      codes: [bobs],
    } = await make(ofBob);
    await own.call('POST', '/recovery/v1/ticket', { body: { username: 'alice', code: used }, ip: elsewhere() });
    const seen = async (username: string, ip = elsewhere(), code = WRONG) => {
      counted.reset();
      const { status, json } = await own.call('POST', '/recovery/v1/ticket', { body: { username, code }, ip });
      return { status, json: { ...json, requestId: '' }, statements: [...counted.statements] };
    };
    const known = await seen('alice');
    expect(known).toMatchObject({ status: 403, json: { code: 'recovery_invalid' } });
    expect(await seen('nobody')).toEqual(known);
    for (const code of [used, bobs]) expect(await seen('alice', elsewhere(), code)).toEqual(known);
    // The first refusal of the hour is a row of the log, and further ones of that network are counted in it; so are those of nobody.
    const ip = elsewhere();
    await seen('alice', ip);
    await seen('nobody', ip);
    const again = await seen('alice', ip);
    expect(again).toMatchObject({ status: 403, json: { code: 'recovery_invalid' } });
    for (const username of ['nobody', 'somebody', '\u0000']) expect(await seen(username, ip)).toEqual(again);
    await own.close();
  });

  it('N15: 1,000 wrong codes from many addresses close nothing for the owner, one address is slowed down', async () => {
    const { user, phone } = await owner();
    const { codes } = await make(phone);
    for (let count = 0; count < 1_000; count += 100) {
      const refused = await Promise.all(Array.from({ length: 100 }, () => ticket(user, WRONG)));
      expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([403]));
    }
    expect((await ticket(user, codes[0])).status).toBe(201);
    const ip = elsewhere();
    const statuses = [];
    for (let count = 0; count < 12; count++) statuses.push((await ticket(user, 'wrong', { ip })).status);
    expect(statuses).toEqual([...Array(10).fill(403), 429, 429]);
    // Whoever guesses from one address waits, and the owner doesn't.
    expect((await ticket(user, codes[1])).status).toBe(201);
    const { db } = server.nod.store;
    const row = await db.selectFrom('users').selectAll().where('username', '=', user).executeTakeFirstOrThrow();
    expect(row.consecutive_failures).toBe(0);
    expect((await phone.call('GET', '/device/v1/self')).json.state).toBe('active');
  }, 60_000);

  it('N15: no code is in the log, an event or an announcement', async () => {
    const { user, phone } = await owner();
    const { codes } = await make(phone);
    await ticket(user, codes[0]);
    await ticket(user, codes[0]);
    const { db } = server.nod.store;
    const kept = JSON.stringify([
      await db.selectFrom('events').selectAll().execute(),
      await db.selectFrom('announcements').selectAll().execute(),
      await db.selectFrom('recovery_codes').selectAll().execute(),
      server.logged(),
    ]);
    for (const code of codes) {
      expect(kept).not.toContain(code);
      expect(kept).not.toContain(code.replaceAll('-', ''));
    }
    expect((await eventsOf('recovery.used')).length).toBeGreaterThan(0);
    expect((await eventsOf('recovery.refused')).length).toBeGreaterThan(0);
  });

  it('N15: an unvouched device is let in by a code, once, and not when it was turned away', async () => {
    const { user, phone } = await owner();
    const { codes } = await make(phone);
    const next = await pairDevice(server, app.apiKey, user, { features, name: 'Next' });
    const letIn = (device: TestDevice, code: string) => device.call('POST', '/device/v1/vouching/recovery', { code });
    expect((await letIn(next, WRONG)).json).toMatchObject({ status: 403, code: 'recovery_invalid' });
    expect((await next.call('GET', '/device/v1/self')).json.state).toBe('unvouched');
    expect((await next.call('GET', CODES)).status).toBe(403);
    const admitted = await letIn(next, codes[0]);
    expect([admitted.status, v.parse(selfSchema, admitted.json).state]).toEqual([200, 'active']);
    expect((await letIn(next, codes[1])).json.code).toBe('vouching_unavailable');
    const third = await pairDevice(server, app.apiKey, user, { features, name: 'Third' });
    expect((await letIn(third, codes[0])).json.code).toBe('recovery_invalid');
    const { challengeId } = (await third.call('POST', '/device/v1/vouching', {})).json;
    expect((await phone.decide(challengeId, { decision: 'deny' })).status).toBe(200);
    expect((await letIn(third, codes[1])).json.code).toBe('device_revoked');
    expect((await left(phone)).left).toBe(9);
  });

  it('N15: codes typed on a device that waits are limited by its address alone', async () => {
    const { user, phone } = await owner();
    const { codes } = await make(phone);
    const next = await pairDevice(server, app.apiKey, user, { features, name: 'Next' });
    const other = await pairDevice(server, app.apiKey, user, { features, name: 'Other' });
    const letIn = async (device: TestDevice, code: string) =>
      (await device.call('POST', '/device/v1/vouching/recovery', { code })).status;
    const statuses = [];
    for (let count = 0; count < 12; count++) statuses.push(await letIn(next, WRONG));
    expect(statuses).toEqual([...Array(10).fill(403), 429, 429]);
    expect(await letIn(next, codes[0])).toBe(429);
    expect(await letIn(other, codes[0])).toBe(200);
  });

  it('N15: a stolen phone’s no to another device doesn’t end a recovery ticket', async () => {
    const { user, phone } = await owner();
    const { codes } = await make(phone);
    const { token } = (await ticket(user, codes[0])).json;
    const next = await pairDevice(server, app.apiKey, user, { features, name: 'Next' });
    const { challengeId } = (await next.call('POST', '/device/v1/vouching', {})).json;
    expect((await phone.decide(challengeId, { decision: 'deny' })).status).toBe(200);
    const recovered = await pairDevice(server, app.apiKey, user, { features, token });
    expect((await recovered.call('GET', '/device/v1/self')).json.state).toBe('active');
  });

  it('N15: a young device may not replace codes that are older than it is', async () => {
    const { user, phone } = await owner();
    const { codes } = await make(phone);
    server.clock.nowMs += HOUR_MS;
    const { token } = (await ticket(user, codes[0])).json;
    const young = await pairDevice(server, app.apiKey, user, { features, token });
    expect(await make(young)).toMatchObject({ status: 403, code: 'device_too_young' });
    expect((await make(phone)).status).toBe(201);
    server.clock.nowMs += 72 * HOUR_MS + 1;
    expect((await make(young)).status).toBe(201);
  });

  it('N15: a device with a verifier that counts makes codes only confirmed, once by each confirmation', async () => {
    const { phone } = await owner();
    const { verifier, confirm } = await makeSoftwareVerifier();
    await server.nod.store.db.insertInto('verifiers').values(verifierRow(phone.id, verifier)).execute();
    expect(await make(phone)).toMatchObject({ status: 422, code: 'verifier_invalid' });
    const about = { server: ORIGIN, device: phone.key.kid, target: '' };
    const atMs = server.clock.nowMs;
    const foreign = await confirm({ ...about, action: 'email' }, { atMs });
    expect(await make(phone, { verification: foreign })).toMatchObject({ code: 'verifier_invalid' });
    const verification = await confirm({ ...about, action: 'recovery-codes' }, { atMs });
    expect((await make(phone, { verification })).status).toBe(201);
    expect(await make(phone, { verification })).toMatchObject({ code: 'verifier_invalid' });
  });

  const idOf = async (username: string) => {
    const users = server.nod.store.db.selectFrom('users').select('id').where('username', '=', username);
    return (await users.executeTakeFirstOrThrow()).id;
  };
});
