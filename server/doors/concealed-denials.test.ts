import { createHash } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { startPushService } from '../push/testing-push-service.ts';
import { createReceiver } from '../push/testing-receiver.ts';
import { locationOf, onBothStores } from '../store/testing.ts';
import { pairDevice, startTestServer, type TestServer } from './testing-server.ts';

/**
 * Where an application's policy is `revealDenial: false`, nothing that it can call tells a denial or a report from
 * silence. So each sequence of calls is made in three worlds, which differ in the person's answers alone, and every
 * answer is compared whole, but for ids and codes.
 */
type Answer = 'deny' | 'report' | undefined;

interface World {
  server: TestServer;
  apiKey: string;
  user: string;
  /** The person answers, or doesn't. Fetching is no answer, so it is done in all worlds. */
  answer(id: string): Promise<void>;
  /** Ids of what was created so far, in every world the same number. */
  made: string[];
}

type Step = (world: World) => Promise<unknown>;

onBothStores('a concealed denial', (fresh) => {
  async function worlds() {
    const { databaseUrl } = locationOf(await fresh());
    const service = await startPushService();
    const server = await startTestServer({
      ...(databaseUrl === undefined ? {} : { environment: { NOD_DATABASE_URL: databaseUrl } }),
      deps: { push: { rewrites: new Map([['fcm.googleapis.com', service.baseUrl]]) } },
    });
    onTestFinished(() => server.close());
    const beginsAtMs = server.clock.nowMs;
    let users = 0;

    /** Everything that an application was answered, with names, ids and codes replaced by their order and length. */
    async function seen(steps: readonly Step[], match: 'code' | 'none', said: Answer): Promise<string[]> {
      // All worlds are at the same time, each with an application and a person of its own.
      server.clock.nowMs = beginsAtMs;
      const user = `alice${++users}`;
      const { apiKey } = await server.application({ revealDenial: false, match });
      const phone = await pairDevice(server, apiKey, user);
      server.clock.nowMs += 1000;
      await pairDevice(server, apiKey, user, { name: 'Tablet' });
      const { p256dh, auth } = await createReceiver();
      await server.nod.store.db
        .updateTable('devices')
        .set({ delivery: 'push', endpoint: 'https://fcm.googleapis.com/fcm/send/token', p256dh, auth })
        .set({ vapid_key_id: server.nod.keys.vapid.keyId })
        .where('id', '=', phone.id)
        .execute();
      const world: World = {
        server,
        apiKey,
        user,
        made: [],
        async answer(id) {
          const { status } = await phone.call('GET', `/device/v1/challenges/${id}`);
          if (said && status !== 404)
            await phone.decide(id, { decision: said, ...(said === 'deny' ? { reason: 'Not mine' } : {}) });
        },
      };
      const answers: string[] = [];
      for (const step of steps) {
        answers.push(JSON.stringify((await step(world)) ?? null));
        // Pushes, and what they write down, are over before the next call.
        await server.nod.challenges.stop();
      }
      const ids = new Map<string, string>();
      const nameOf = (id: string) => ids.get(id) ?? ids.set(id, `<${id.slice(0, 3)} ${ids.size}>`).get(id) ?? '';
      return answers.map((text) =>
        text
          .replace(/(?:chl|dev|usr|app|enr)_[A-Za-z0-9_-]{22}/g, nameOf)
          // A sealed session about the user: its content is the rest of the answer.
          .replace(/err_[A-Za-z0-9_-]+/g, (id) => `<err of ${id.length}>`)
          .replaceAll(user, 'alice')
          .replace(/"code":"\d+"/g, '"code":"digits"')
          .replace(/(#\/match\/[^/]+\/)\d+/g, '$1digits')
          .replace(/(keyThumbprint\W+)[A-Za-z0-9_-]{43}/g, '$1…')
          .replace(/"requestId":"[^"]+"/g, '"requestId":"…"'),
      );
    }

    return async function expectSame(steps: readonly Step[], match: 'code' | 'none' = 'code'): Promise<string[]> {
      const silence = await seen(steps, match, undefined);
      for (const said of ['deny', 'report'] as const) expect(await seen(steps, match, said)).toEqual(silence);
      return silence;
    };
  }

  test('asked again at once, and again and again, through both doors', async () => {
    const expectSame = await worlds();
    const asked = await expectSame([
      ...create(0),
      person(0),
      ...Array.from({ length: 4 }, () => create(0)).flat(),
      look(0),
      look(1),
      look(4),
      person(4),
      ...create(0),
      ...session(),
      look(4),
      look(5),
      sessionLook(6),
      devices,
      wait(700),
      look(4),
      ...create(0),
    ]);
    // The three worlds hold what this is about.
    expect(asked.join()).toContain('"quiet":true');
    expect(asked.join()).toContain('"reason":"superseded"');
  });

  test('with match none the next request gets 201, reaches nobody and expires', async () => {
    const expectSame = await worlds();
    const steps = [...create(0), person(0), ...create(0), look(0), look(1), person(1), wait(121), look(1)];
    const silence = await expectSame(steps, 'none');
    expect(silence[2]).toMatch(/"status":201/);
    expect(silence.at(-1)).toContain('"state":"expired"');
  });

  test('canceled, expired, with and without a receipt, and long after', async () => {
    const expectSame = await worlds();
    for (const waited of [0, 121, 3_800]) {
      await expectSame([
        ...create(0),
        person(0),
        wait(waited),
        receipt(0),
        cancel(0),
        cancel(0),
        look(0),
        receipt(0),
        ...create(0),
        wait(130),
        look(0),
        look(1),
      ]);
    }
  });

  test('a long poll and an event stream end when they would have', async () => {
    const expectSame = await worlds();
    await expectSame([...create(0), watch(0, person(0), ...create(0)), look(0)]);
    await expectSame([...create(0), watch(0, person(0), cancel(0)), look(0)]);
  });

  test('fifty quiet ones and more: what gives way is the same', async () => {
    const expectSame = await worlds();
    // Of two that were made in the same moment either may give way; that tells nothing, and would differ here.
    const quiet = Array.from({ length: 51 }, (_, at) => [...create(at % 3), wait(0.1)]).flat();
    const steps = [
      ...create(0),
      ...create(0),
      ...create(0),
      ...create(0),
      ...create(0),
      ...create(1),
      person(5),
      wait(0.1),
    ];
    const all = Array.from({ length: 8 }, (_, at) => look(at));
    await expectSame([...steps, ...quiet, ...all]);
  }, 60_000);

  test('in any order', async () => {
    const expectSame = await worlds();
    for (let seed = 1; seed <= SEQUENCES; seed++)
      await expectSame(anyOrder(seed, 24), seed % 4 === 0 ? 'none' : 'code');
  }, 120_000);
});

const SEQUENCES = 4;

const ADDRESSES = ['203.0.113.7', '198.51.100.1', '2001:db8::1'];

const call = async (
  { server, apiKey }: World,
  method: string,
  path: string,
  options: { body?: unknown; headers?: Record<string, string> } = {},
) => {
  const { status, text } = await server.call(method, path, { ...(options.headers ? {} : { apiKey }), ...options });
  return { status, text: text.startsWith('{') ? JSON.parse(text) : text };
};

const note = (world: World, answered: { text: { id?: string } }) => {
  world.made.push(answered.text.id ?? `chl_${'A'.repeat(22)}`);
  return answered;
};

const create = (address: number): Step[] => [
  async (world) => {
    const body = { user: world.user, context: { ip: ADDRESSES[address] } };
    return note(world, await call(world, 'POST', '/v1/challenges', { body }));
  },
];

const session = (): Step[] => [
  async (world) => {
    const headers = { 'x-api-key': world.apiKey };
    return note(world, await call(world, 'POST', '/v1/push/sessions', { headers, body: { user: world.user } }));
  },
];

const which = (world: World, at: number) => world.made[at % Math.max(1, world.made.length)] ?? '';

const look =
  (at: number): Step =>
  (world) =>
    call(world, 'GET', `/v1/challenges/${which(world, at)}`);
const sessionLook =
  (at: number): Step =>
  (world) =>
    call(world, 'GET', `/v1/push/sessions/${which(world, at)}`, { headers: { 'x-api-key': world.apiKey } });
const cancel =
  (at: number): Step =>
  (world) =>
    call(world, 'DELETE', `/v1/challenges/${which(world, at)}`);
const receipt =
  (at: number): Step =>
  (world) =>
    call(world, 'GET', `/v1/challenges/${which(world, at)}/receipt`);
const devices: Step = (world) => call(world, 'GET', `/v1/users/${world.user}/devices`);
const person =
  (at: number): Step =>
  (world) =>
    world.answer(which(world, at));
const wait =
  (seconds: number): Step =>
  async ({ server }) => {
    server.clock.nowMs += seconds * 1000;
  };

/** Watches a challenge in both ways while steps are taken. @returns what was seen, once both have ended or gone on */
const watch =
  (at: number, ...during: Step[]): Step =>
  async (world) => {
    const leaving = new AbortController();
    const url = `/v1/challenges/${which(world, at)}`;
    const { server, apiKey } = world;
    const seen = [`${url}?wait=60`, `${url}/events`].map((path) =>
      server.call('GET', path, { apiKey, signal: leaving.signal }),
    );
    const ended = seen.map(async (answer) => (await answer).text);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const steps: unknown[] = [];
    for (const step of during) steps.push(await step(world));
    const late = new Promise<string>((resolve) => setTimeout(() => resolve('still open'), 1500));
    const texts = await Promise.all(ended.map((text) => Promise.race([text, late])));
    leaving.abort();
    await Promise.allSettled(ended);
    return { steps, texts };
  };

/** A sequence that anybody can repeat: its choices are hashes. */
function anyOrder(seed: number, length: number): Step[] {
  const choice = (at: number, of: number) => createHash('sha256').update(`${seed} ${at}`).digest().readUInt32BE() % of;
  const steps: Step[] = [...create(0)];
  for (let at = 0; at < length; at++) {
    const target = choice(at * 3 + 1, 12);
    const kinds: (() => Step[])[] = [
      () => create(target % 3),
      () => create(target % 3),
      () => session(),
      () => [person(target)],
      () => [person(target)],
      () => [cancel(target)],
      () => [look(target), receipt(target)],
      () => [look(target), sessionLook(target)],
      () => [devices],
      () => [wait([1, 5, 11, 60, 130, 700][target % 6] ?? 1)],
    ];
    steps.push(...(kinds[choice(at * 3, kinds.length)] ?? (() => []))());
  }
  for (let at = 0; at < 12; at++) steps.push(look(at));
  return steps;
}
