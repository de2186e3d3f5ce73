import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { locationOf, onBothStores } from '../store/testing.ts';
import { codesOf } from './openapi.ts';
import { PROBLEMS } from './problems.ts';
import { ROUTES } from './routes.ts';
import { ORIGIN, pairDevice, startTestServer, type TestDevice, type TestServer } from './testing-server.ts';

/**
 * Every route, with everything that can be wrong about a request: the answer is a 4xx problem document with a code, and
 * nothing has changed. The bodies come from a valid one, so that the one thing that is wrong is what is refused.
 */
const ID = 'A'.repeat(22);
/** Entries of the log that a refused request leaves. */
const REFUSALS = ['enrollment.refused', 'recovery.refused', 'registration.refused'] as const;
const VALID_BODIES: Record<string, Record<string, unknown>> = {
  createChallenge: { user: 'alice' },
  fallback: { way: 'offline' },
  createUser: { username: 'newcomer' },
  createEnrollment: { user: { username: 'alice' } },
  createPushSession: { user: 'alice' },
  claimEnrollment: { code: 'ABCD-EFGH-JKMN' },
  completeEnrollment: {
    binding: 'a.b.c',
    device: { kind: 'pwa', name: 'Phone', platform: 'Android' },
    subscription: null,
  },
  changeSelf: { name: 'Phone' },
  renewSubscription: { subscription: null },
  addOfflineKey: { offlineJwk: { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) } },
  registerVerifier: { authenticatorData: 'A'.repeat(50), clientDataJSON: 'e30' },
  removeVerifier: {
    credentialId: 'AA',
    authenticatorData: 'A'.repeat(50),
    clientDataJSON: 'e30',
    signature: 'A'.repeat(94),
    nonce: ID,
    iat: 1,
  },
  approveVerifier: { credentialId: 'AA' },
  activateDevice: { nonce: ID },
  acknowledgeDelivery: { event: 'displayed' },
  findChallenge: { code: '123456' },
  askForVouching: { code: '123456' },
  startMove: { moveId: `mov_${ID}` },
  decide: { decision: 'a.b.c' },
  suspendOwnDevice: { evenIfLast: false },
  resumeOwnDevice: { evenIfLast: false },
  renameOwnDevice: { name: 'Phone' },
  removeOwnDevice: { evenIfLast: false },
  replaceDevice: { deviceId: `dev_${ID}` },
  objectToSuspension: { verification: {} },
  beginTotp: {},
  confirmTotp: { code: '123456' },
  removeTotp: {},
  makeRecoveryCodes: {},
  admitByRecovery: { code: 'ABCD-EFGH-JKMN-PQRS' },
  register: { username: 'newcomer', text: '4711' },
  recoveryTicket: { username: 'alice', code: 'ABCD-EFGH-JKMN-PQRS' },
  undoByLink: { token: ID },
  seeByLink: { token: ID },
  changeEmail: { email: 'alice@example.org' },
};

const withBody = ROUTES.filter((route) => route.body !== undefined);
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** Bodies that no route takes. */
const WRONG_TEXTS: [name: string, text: string, type?: string][] = [
  ['nothing', ''],
  ['no JSON', '{"user":'],
  ['a lone surrogate half in UTF-8', '\ud800'],
  ['a number', '1'],
  ['null', 'null'],
  ['a string', '"alice"'],
  ['a list', '[]'],
  ['deep nesting', nested(20_000)],
  ['deep objects', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`],
  ['JSON with a comment', '{/**/}'],
  ['NaN', '{"user":NaN}'],
  ['two documents', '{}{}'],
];

/** Members in place of each string, number or object of a valid body. */
const WRONG_VALUES: [name: string, value: unknown][] = [
  ['null where it is not allowed', null],
  ['a number', 7],
  ['a huge number', 1e308],
  ['a boolean', true],
  ['a list', ['alice']],
  ['an object', { $gt: '' }],
  ['an empty string', ''],
  ['a NUL', 'al\u0000ice'],
  ['a control character', 'al\u0007ice'],
  ['a lone surrogate', 'al\ud800ice'],
  ['a right-to-left override', 'al\u202eice'],
  ['a long string', 'x'.repeat(20_000)],
];

/** The same further in: the path of a member, and values that no request may hold there. */
const hostileTexts = ['', 'a\u0000b', 'a\u001bb', 'a\ud800b', 'a\u202eb', 'x'.repeat(5_000), 7, null, {}, ['a']];
const everywhere = (path: string, values: unknown[] = hostileTexts) => values.map((value) => [path, value] as const);
const WRONG_INSIDE: Record<string, (readonly [path: string, value: unknown])[]> = {
  createChallenge: [
    ...everywhere('action', [null, 'Pay', [], {}, { title: 'Pay', more: 1 }]),
    ...everywhere('answerBy', ['', 'Phone', 'any', 'extension', 1, true, null, ['phone']]),
    ...everywhere('action.title'),
    ...everywhere('action.details', [
      null,
      'x',
      {},
      ['x'],
      [{ label: 'To' }],
      [{ label: 'To', value: 'Bob', more: 1 }],
    ]),
    ...hostileTexts.map((value) => ['action.details', [{ label: 'To', value }]] as const),
    ...hostileTexts.map((value) => ['action.details', [{ label: value, value: 'Bob' }]] as const),
    ...everywhere('action.attachments', [null, 'x', {}, [], ['x'], [{ name: 'a', mediaType: 'text/plain' }]]),
    ...[
      ...hostileTexts.map((name) => ({ name, mediaType: 'text/plain', text: 'a' })),
      ...['', 'text/html', 'image/svg+xml', 'TEXT/PLAIN', 7, null].map((mediaType) => ({
        name: 'a',
        mediaType,
        text: 'a',
      })),
      ...[7, null, {}, ['a']].map((text) => ({ name: 'a', mediaType: 'text/plain', text })),
      { name: 'a', mediaType: 'text/plain', text: 'a', more: 1 },
    ].map((one) => ['action.attachments', [one]] as const),
    ['action.attachments', Array(2).fill({ name: 'a', mediaType: 'text/plain', text: 'a' })],
    ['action.attachments', ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, mediaType: 'text/plain', text: 'a' }))],
    ...everywhere('action.readAll', [true, 'yes', 1, null]),
    ...everywhere('context', [null, 'x', [], { more: 1 }]),
    ...everywhere('userVerification', ['', 'Required', 'always', 1, true, null, ['required']]),
    ...everywhere('context.ip', [...hostileTexts, '1.2.3', '1.2.3.4.5', '::g', '1.2.3.4%eth0', 'localhost']),
    ...everywhere('context.location', [...hostileTexts, 'x'.repeat(81)]),
    ...everywhere('context.origin', [...hostileTexts, 'https://evil.example', 'https://wiki.example/', 'null']),
    ...everywhere('context.browserKnown', ['true', 1, null, []]),
    ...everywhere('context.userAgent', ['x'.repeat(1_001), 7, null, {}]),
    ...everywhere('match', ['tab', 'CODE', '', 0, null, ['code']]),
    ...everywhere('ttlSeconds', [0, 29, 601, 60.5, -60, '60', null, 1e308]),
  ],
  createUser: everywhere('displayName'),
  createEnrollment: [
    ...everywhere('user.username'),
    ...everywhere('user.displayName'),
    ...everywhere('user.admin', [true]),
    ...everywhere('context.ip', ['x', '', null]),
  ],
  createPushSession: [
    // Hostile texts in it aren't refused but made fit to be shown: notification.test.ts.
    ...everywhere('notification', ['x', [], 7]),
    ...everywhere('notification.title', [7, ['a'], {}]),
    ...everywhere('secondsToExpire', ['60', true, {}]),
  ],
  completeEnrollment: [
    ...everywhere('device.kind', ['phone', '', null, 7]),
    ...everywhere('device.name'),
    ...everywhere(
      'device.platform',
      hostileTexts.filter((value) => value !== ''),
    ),
    ...everywhere('subscription', [
      {},
      'x',
      { endpoint: 'x', keys: {} },
      { endpoint: 'https://push.example', keys: null },
    ]),
  ],
};

function setInside(body: Record<string, unknown>, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() as string;
  let inside = body;
  for (const name of names) {
    inside[name] ??= name === 'action' ? { title: 'Pay' } : {};
    inside = inside[name] as Record<string, unknown>;
  }
  inside[last] = value;
}

onBothStores('hostile input', (fresh) => {
  let server: TestServer;
  let apiKey: string;
  let phone: TestDevice;
  let challengeId: string;
  let applicationId: string;
  let addresses = 0;

  beforeAll(async () => {
    const { databaseUrl } = locationOf(await fresh());
    server = await startTestServer({ environment: databaseUrl === undefined ? {} : { NOD_DATABASE_URL: databaseUrl } });
    ({ apiKey } = await server.application());
    const webhook = { url: 'https://site.example/users/trust', username: 'nod', password: 'secret' };
    ({ id: applicationId } = await server.application({ name: 'Site', webhook, pairing: 'webhook' }));
    phone = await pairDevice(server, apiKey, 'alice');
    challengeId = (await server.call('POST', '/v1/challenges', { apiKey, body: { user: 'alice' } })).json.id;
  });
  afterAll(() => server.close());

  /** A real address of a route: its ids exist where they can, so that only the body is wrong. */
  const addressOf = (path: string) =>
    path
      .replace(':username', 'alice')
      .replace(':applicationId', applicationId)
      .replace('/challenges/:id', `/challenges/${challengeId}`)
      .replace('/sessions/:id', `/sessions/${challengeId}`)
      .replace('/attachments/:index', '/attachments/0')
      .replace('/devices/:id', `/devices/dev_${ID}`)
      .replace('/announcements/:id', `/announcements/ann_${ID}`)
      .replace('/enrollments/:id', `/enrollments/enr_${ID}`);

  async function send(
    route: (typeof ROUTES)[number],
    text: string | Uint8Array<ArrayBuffer> | undefined,
    headers: Record<string, string> = {},
    path = addressOf(route.path),
  ) {
    const authorization: Record<string, string> =
      route.access.by === 'application'
        ? { authorization: `Bearer ${apiKey}`, 'x-api-key': apiKey }
        : route.access.by === 'device'
          ? { authorization: await proofFor(route.method, path, text) }
          : {};
    const response = await server.nod.app.request(
      path,
      {
        method: route.method,
        headers: {
          ...(text === undefined ? {} : { 'content-type': 'application/json' }),
          ...authorization,
          ...headers,
        },
        ...(text === undefined ? {} : { body: text }),
      },
      // Limits per address are not what is tested here.
      { incoming: { socket: { remoteAddress: `10.9.${++addresses >> 8}.${addresses & 255}` } } },
    );
    return { status: response.status, headers: response.headers, json: await response.json().catch(() => undefined) };
  }

  async function proofFor(method: string, path: string, text: string | Uint8Array | undefined) {
    const { signProof } = await import('../../shared/protocol/proof.ts');
    const jti = randomBytes(16).toString('base64url');
    // A body that is sent as a string travels in UTF-8, where a lone surrogate becomes U+FFFD.
    const body = typeof text === 'string' ? new TextEncoder().encode(text) : (text ?? '');
    const url = new URL(path, ORIGIN).href;
    return `Nod-Proof ${await signProof({ method, url, body, nowMs: server.clock.nowMs, jti }, phone.key)}`;
  }

  /** Everything in the database that a request could change; proofs, refusals and last-seen times may. */
  async function state() {
    const { db } = server.nod.store;
    const events = await db.selectFrom('events').select('type').where('type', 'not in', REFUSALS).execute();
    return JSON.stringify({
      users: await db.selectFrom('users').selectAll().execute(),
      devices: await db.selectFrom('devices').selectAll().execute(),
      challenges: await db.selectFrom('challenges').selectAll().execute(),
      enrollments: await db.selectFrom('enrollments').selectAll().execute(),
      deliveries: await db.selectFrom('deliveries').selectAll().execute(),
      applications: await db.selectFrom('applications').selectAll().execute(),
      idempotency: await db.selectFrom('idempotency_keys').selectAll().execute(),
      events: events.length,
    });
  }

  function expectRefusal(answer: Awaited<ReturnType<typeof send>>, what: string, status?: number) {
    expect(answer.status, `${what}: ${JSON.stringify(answer.json)}`).toBeGreaterThanOrEqual(400);
    expect(answer.status, `${what}: ${JSON.stringify(answer.json)}`).toBeLessThan(500);
    if (status !== undefined) expect(answer.status, `${what}: ${JSON.stringify(answer.json)}`).toBe(status);
    // PushAuth's clients parse no other type; which door answers which is pushauth-door.test.ts's to say.
    expect(answer.headers.get('content-type'), what).toMatch(/^application\/(?:problem\+)?json$/);
    expect(answer.json, what).toMatchObject({ status: answer.status, type: `urn:nod:problem:${answer.json.code}` });
    expect(PROBLEMS, what).toHaveProperty(answer.json.code);
    expect(JSON.stringify(answer.json), what).not.toMatch(/\bat .*\.ts:|node_modules|SQLITE|Kysely/);
  }

  it('the table of valid bodies covers every route that takes one', () => {
    expect(Object.keys(VALID_BODIES).sort()).toEqual(withBody.map((route) => route.name).sort());
  });

  for (const route of withBody) {
    it(`${route.name} refuses a body that is no request, and changes nothing`, async () => {
      const before = await state();
      const valid = JSON.stringify(VALID_BODIES[route.name]);
      for (const [name, text] of WRONG_TEXTS) expectRefusal(await send(route, text), name, 400);
      expectRefusal(await send(route, new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])), 'no UTF-8', 400);
      if (route.door !== 'pushauth') {
        expectRefusal(await send(route, `${valid.slice(0, -1)},"__proto__":{"admin":true}}`), '__proto__', 400);
      }
      expectRefusal(await send(route, `{"a":1,"a":2,${valid.slice(1)}`), 'duplicate members', 400);
      expectRefusal(await send(route, `\uFEFF${valid}`), 'a byte order mark', 400);
      expectRefusal(await send(route, ' '.repeat((route.maxBodyBytes ?? 65_536) + 1)), 'too large', 413);
      expectRefusal(await send(route, valid, { 'content-length': '999999999' }), 'declared too large', 413);
      expectRefusal(await send(route, valid, { 'content-length': '-1' }), 'declared less than nothing', 400);
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/json, text/plain',
        'application/json; charset=utf-16',
        'application/jsonp',
      ]) {
        expectRefusal(await send(route, valid, { 'content-type': type }), type, 415);
      }
      expect(await state()).toBe(before);
    });

    it(`${route.name} refuses a member of the wrong kind, and changes nothing`, async () => {
      const before = await state();
      const valid = VALID_BODIES[route.name] as Record<string, unknown>;
      for (const member of Object.keys(valid)) {
        for (const [name, value] of WRONG_VALUES) {
          if (['renewSubscription', 'changeEmail'].includes(route.name) && value === null) continue;
          // A time: any whole number is one.
          if (member === 'iat' && value === 7) continue;
          const answer = await send(route, JSON.stringify({ ...valid, [member]: value }));
          expectRefusal(answer, `${member}: ${name}`);
        }
        // All that it has may be left out.
        if (route.name === 'startMove') continue;
        const { [member]: _left, ...rest } = valid;
        expectRefusal(await send(route, JSON.stringify(rest)), `${member}: absent`);
      }
      for (const [path, value] of WRONG_INSIDE[route.name] ?? []) {
        const body = structuredClone(valid);
        setInside(body, path, value);
        expectRefusal(await send(route, JSON.stringify(body)), `${path}: ${JSON.stringify(value)?.slice(0, 60)}`, 400);
      }
      // PushAuth's clients send members of their own; everywhere else an unknown member is a mistake worth telling.
      if (route.door !== 'pushauth') {
        expectRefusal(await send(route, JSON.stringify({ ...valid, admin: true })), 'unknown member', 400);
      }
      expect(await state()).toBe(before);
    });
  }

  for (const route of ROUTES.filter(({ path }) => path.includes(':'))) {
    it(`${route.name} answers an impossible path parameter like one that doesn't exist`, async () => {
      const before = await state();
      const body = route.body === undefined ? undefined : JSON.stringify(VALID_BODIES[route.name]);
      for (const value of [
        '%00',
        '%ff',
        '..%2f..%2fetc',
        '%2e%2e',
        // With two of them the address still fits into a proof.
        'x'.repeat(200),
        "'%20or%201=1",
        `chl_${ID}A`,
        '%F0%9F%92%A9',
      ]) {
        const path = route.path.replace(/:\w+/g, value);
        expectRefusal(await send(route, body, {}, path), `${route.method} ${path.slice(0, 80)}`, 404);
      }
      expect(await state()).toBe(before);
    });
  }

  for (const route of ROUTES.filter(({ query }) => query !== undefined)) {
    it(`${route.name} refuses a query it doesn't know`, async () => {
      const path = addressOf(route.path);
      for (const query of [
        'wait=61',
        'wait=-1',
        'wait=1e1',
        'wait=1&wait=2',
        'limit=0',
        'limit=101',
        'limit=1.5',
        'cursor=%00',
        'cursor=!',
        'before=x',
        '__proto__=1',
        'x=1',
        'limit=1;drop',
      ]) {
        if (route.name === 'getChallenge' && query === 'wait=1&wait=2') continue;
        expectRefusal(await send(route, undefined, {}, `${path}?${query}`), `${route.name}?${query}`, 400);
      }
    });
  }

  for (const route of ROUTES.filter(({ access }) => access.by !== 'anyone')) {
    it(`${route.name} refuses every other caller, before anything else is checked`, async () => {
      const before = await state();
      for (const value of [
        '',
        'Bearer',
        'Bearer ',
        'Bearer x',
        `Bearer ${apiKey}0`,
        `Basic ${btoa('a:b')}`,
        'Nod-Proof x.y.z',
        `Nod-Proof ${'x'.repeat(9000)}`,
        'Bearer \u00e9',
      ]) {
        const answer = await send(route, route.body === undefined ? undefined : '{', {
          authorization: value,
          'x-api-key': value,
        });
        expectRefusal(answer, `${route.method} ${route.path} with ${value.slice(0, 40)}`, 401);
      }
      expect(await state()).toBe(before);
    });
  }

  for (const route of ROUTES.filter(({ idempotent }) => idempotent === true)) {
    it(`${route.name} refuses a malformed Idempotency-Key`, async () => {
      const before = await state();
      const valid = JSON.stringify(VALID_BODIES[route.name]);
      for (const key of ['', 'two words', 'x'.repeat(256), '\u00e9']) {
        expectRefusal(await send(route, valid, { 'idempotency-key': key }), `key ${key.slice(0, 10)}`, 400);
      }
      expect(await state()).toBe(before);
    });
  }

  it('every code that a refusal carried is one that the route announces', async () => {
    for (const route of withBody) {
      const announced = new Set<string>(codesOf(route));
      for (const text of ['{', '[]', JSON.stringify({ ...VALID_BODIES[route.name], admin: true })]) {
        const answer = await send(route, text);
        if (answer.status >= 400) expect(announced, `${route.name}: ${answer.json.code}`).toContain(answer.json.code);
      }
    }
  });
});
