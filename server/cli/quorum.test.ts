import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pairDevice, type TestDevice } from '../doors/testing-server.ts';
import { type ScriptServer, startScriptServer } from './testing-script.ts';

let server: ScriptServer;
let phones: Record<string, TestDevice>;
let files: Map<string, string>;

beforeAll(async () => {
  server = await startScriptServer();
  phones = {};
  for (const name of ['alice', 'bob', 'carol', 'dave', 'mallory']) {
    phones[name] = await pairDevice(server, server.apiKey, name);
  }
});
afterAll(() => server.close());

beforeEach(() => {
  files = new Map();
  // Who has just said no isn’t asked again at once.
  server.clock.nowMs += 60 * 60_000;
});

const TITLE = 'Delete the old backups';
const ASK = ['ask', TITLE, '--of', 'alice,bob,carol', '--need', '2', '--as', 'dave', '--receipt', 'r.json'];

const phone = (name: string) => phones[name] as TestDevice;

async function answer(name: string, decision: 'approve' | 'deny' | 'report' = 'approve'): Promise<void> {
  const open = await server.nod.store.db
    .selectFrom('challenges')
    .innerJoin('users', 'users.id', 'challenges.user_id')
    .select('challenges.id')
    .where('users.username', '=', name)
    .where('challenges.state', '=', 'pending')
    .executeTakeFirstOrThrow();
  expect((await phone(name).decide(open.id, { decision })).status).toBe(200);
}

const nobodyIsAsked = async () => expect(await server.waiting(0)).toEqual([]);
const verify = (...options: string[]) =>
  server.script(['receipt', 'verify', 'r.json', '--app', server.applicationId, ...options], { files });

/** A proof of alice’s and bob’s yes. */
async function approved(): Promise<string> {
  const asking = server.script(ASK, { files });
  await server.waiting(3);
  await answer('alice');
  await answer('bob');
  expect((await asking).exitCode).toBe(0);
  return files.get('r.json') ?? '';
}

describe('nod ask --of', () => {
  test('as many as are needed say yes: the rest is taken back, and the file proves who it was', async () => {
    const asking = server.script([...ASK, '--detail', 'disk=b2', '--json'], { files });
    const asked = await server.waiting(3);
    expect(asked.map(({ username }) => username)).toEqual(['alice', 'bob', 'carol']);
    const shown = JSON.stringify((await phone('carol').call('GET', '/device/v1/challenges')).json);
    const action = JSON.parse(
      Buffer.from(/eyJ[\w-]+\.([\w-]+)\./.exec(shown)?.[1] ?? '', 'base64url').toString(),
    ).action;
    expect(action.details).toEqual([
      { label: 'disk', value: 'b2' },
      { label: 'Asked by', value: 'dave' },
      { label: 'Needed', value: '2 of alice, bob, carol' },
      { label: 'Group', value: expect.stringMatching(/^[\w-]{32}$/) },
    ]);
    await answer('alice');
    await answer('carol');
    const { exitCode, out } = await asking;
    expect([exitCode, JSON.parse(out)]).toEqual([
      0,
      expect.objectContaining({ state: 'approved', need: 2, askedBy: 'dave' }),
    ]);
    await nobodyIsAsked();

    const proved = await verify('--json', '--title', TITLE);
    expect([proved.exitCode, proved.err]).toEqual([0, '']);
    expect(JSON.parse(proved.out)).toMatchObject({
      action: { title: TITLE, details: [{ label: 'disk', value: 'b2' }] },
      askedBy: { username: 'dave' },
      by: [{ username: 'alice' }, { username: 'carol' }],
    });
  });

  test('one who denies leaves it to the others; when too few are left it is a no, and nobody is asked on', async () => {
    const asking = server.script(ASK, { files });
    await server.waiting(3);
    await answer('alice', 'deny');
    await server.waiting(2);
    await answer('bob', 'deny');
    expect(await asking).toMatchObject({ exitCode: 1, out: expect.stringContaining('0 of 2 said yes. alice: denied') });
    await nobodyIsAsked();
    expect(files.has('r.json')).toBe(false);
  });

  test('“This wasn’t me” by one of them ends it for all, whoever has said yes', async () => {
    const asking = server.script(ASK, { files });
    await server.waiting(3);
    await answer('alice');
    await answer('bob', 'report');
    expect((await asking).exitCode).toBe(1);
    await nobodyIsAsked();
  });

  test('“This wasn’t me” ends it also where enough others have said yes at the same moment', async () => {
    let carol = 'nobody yet';
    let answered = () => {};
    const allAnswered = new Promise<void>((resolve) => {
      answered = resolve;
    });
    const slow: typeof fetch = async (url, init) => {
      // Only carol's answer is heard of late: the other two are enough.
      if (/wait=/.test(String(url))) await allAnswered;
      if (String(url).includes(`${carol}?`)) {
        await new Promise((_, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        });
      }
      return server.overWire(url, init);
    };
    const asking = server.script(ASK, { files, fetch: slow });
    carol = (await server.waiting(3))[2]?.id ?? '';
    for (const name of ['alice', 'bob']) await answer(name);
    await answer('carol', 'report');
    answered();
    expect(await asking).toMatchObject({ exitCode: 1, out: expect.stringContaining('carol: reported') });
    expect(files.has('r.json')).toBe(false);
  });

  test('no answer in time is 2', async () => {
    const asking = server.script([...ASK, '--timeout', '30s'], { files });
    await server.waiting(3);
    await answer('alice');
    server.clock.nowMs += 31_000;
    expect(await asking).toMatchObject({ exitCode: 2 });
    expect(files.has('r.json')).toBe(false);
  });

  test('whose phone was removed after the yes has not said yes', async () => {
    phones.mallory = await pairDevice(server, server.apiKey, 'erin');
    const asking = server.script(
      ['ask', TITLE, '--of', 'erin,bob', '--need', '2', '--as', 'dave', '--receipt', 'r.json'],
      { files },
    );
    const [, erin] = await server.waiting(2);
    expect((await phone('mallory').decide(erin?.id ?? '', {})).status).toBe(200);
    await server.waiting(1);
    const path = `/v1/users/erin/devices/${phone('mallory').id}?evenIfLast=true`;
    expect((await server.call('DELETE', path, { apiKey: server.apiKey })).status).toBe(204);
    await answer('bob');
    expect(await asking).toMatchObject({ exitCode: 2, out: expect.stringContaining('erin: removed') });
    expect(files.has('r.json')).toBe(false);
  });

  test('whoever says of a yes that it wasn’t theirs, while others are still asked, ends it for all', async () => {
    const asking = server.script(ASK, { files });
    const [alice] = await server.waiting(3);
    await answer('alice');
    await server.waiting(2);
    // The device that answered stays active: it says so itself, or was there before the one that does.
    const path = `/device/v1/challenges/${alice?.id}/disowning`;
    expect((await phone('alice').call('POST', path, {})).status).toBe(200);
    await answer('bob');
    expect(await asking).toMatchObject({ exitCode: 1, out: expect.stringContaining('alice: reported') });
    await nobodyIsAsked();
    expect(files.has('r.json')).toBe(false);
  });

  test('nor has anybody whom the operator has locked since', async () => {
    const grace = await pairDevice(server, server.apiKey, 'grace');
    const asking = server.script(['ask', TITLE, '--of', 'grace,bob', '--need', '2', '--as', 'dave'], { files });
    const [, asked] = await server.waiting(2);
    expect((await grace.decide(asked?.id ?? '', {})).status).toBe(200);
    await server.waiting(1);
    const { id } = (await server.call('GET', '/v1/users/grace', { apiKey: server.apiKey })).json;
    await server.nod.challenges.lockUser(id, { reason: 'a stolen phone', madeBy: 'root' });
    await answer('bob');
    expect(await asking).toMatchObject({ exitCode: 2, out: expect.stringContaining('grace: locked') });
  });

  test('nor has anybody who was deleted since', async () => {
    const frida = await pairDevice(server, server.apiKey, 'frida');
    const asking = server.script(['ask', TITLE, '--of', 'frida,bob', '--need', '2', '--as', 'dave'], { files });
    const [, asked] = await server.waiting(2);
    expect((await frida.decide(asked?.id ?? '', {})).status).toBe(200);
    await server.waiting(1);
    const { id } = (await server.call('GET', '/v1/users/frida', { apiKey: server.apiKey })).json;
    await server.nod.challenges.deleteUser(id, { madeBy: 'root' });
    await answer('bob');
    expect(await asking).toMatchObject({ exitCode: 2, out: expect.stringContaining('frida: removed') });
  });

  test('who asks is not asked, whatever list of people they are on', async () => {
    const asking = server.script(['ask', TITLE, '--of', 'dave,alice,bob', '--need', '2', '--as', 'dave'], { files });
    expect((await server.waiting(2)).map(({ username }) => username)).toEqual(['alice', 'bob']);
    await answer('alice');
    await answer('bob');
    expect((await asking).exitCode).toBe(0);
  });

  test('Ctrl-C takes all of it back', async () => {
    let interrupt = () => {};
    const whenInterrupted = (stop: () => void) => {
      interrupt = stop;
      return () => undefined;
    };
    const asking = server.script(ASK, { files, whenInterrupted });
    await server.waiting(3);
    interrupt();
    expect((await asking).exitCode).toBe(130);
    await nobodyIsAsked();
  });

  test('whom nobody can ask is left out, as long as enough are left', async () => {
    await server.call('POST', '/v1/users', { apiKey: server.apiKey, body: { username: 'phoneless' } });
    await pairDevice(server, server.apiKey, 'frank', { pending: true });
    const asking = server.script(['ask', TITLE, '--of', 'alice,bob,frank', '--need', '2', '--as', 'dave'], { files });
    await server.waiting(2);
    await answer('alice');
    await answer('bob');
    expect(await asking).toMatchObject({ exitCode: 0, err: expect.stringContaining('frank can’t be asked') });
    const tooFew = await server.script(['ask', TITLE, '--of', 'alice,frank', '--need', '2', '--as', 'dave'], { files });
    expect(tooFew.exitCode).toBeGreaterThanOrEqual(64);
    await nobodyIsAsked();
  });

  test('what makes no sense is said, and asks nobody', async () => {
    const cases: [readonly string[], number][] = [
      [['ask', TITLE, '--of', 'alice,bob', '--as', 'dave'], 64],
      [['ask', TITLE, '--of', 'alice,bob', '--need', '0', '--as', 'dave'], 64],
      [['ask', TITLE, '--of', 'alice,bob', '--need', '3', '--as', 'dave'], 64],
      [['ask', TITLE, '--of', 'alice,dave', '--need', '2', '--as', 'dave'], 64],
      [['ask', TITLE, '--of', 'alice,Alice', '--need', '1', '--as', 'dave'], 64],
      [['ask', TITLE, '--of', 'alice,bob', '--need', '2'], 64],
      [['ask', TITLE, '--of', ',', '--need', '1', '--as', 'dave'], 64],
      [['ask', 'alice', TITLE, '--of', 'alice,bob', '--need', '2', '--as', 'dave'], 64],
      [['ask', TITLE, '--of', 'alice,nobody', '--need', '1', '--as', 'dave'], 67],
      [['ask', TITLE, '--of', 'alice,bob', '--need', '2', '--as', 'dvae'], 67],
      [['ask', TITLE, '--of', 'alice,bob', '--need', '2', '--as', 'dave', '--detail', ' needed=0 of nobody'], 64],
    ];
    for (const [argv, exitCode] of cases) {
      const call = await server.script(argv, { files });
      expect([argv.join(' '), call.exitCode, call.out]).toEqual([argv.join(' '), exitCode, '']);
      expect(call.err).toMatch(/^nod: \S.*\n/m);
      // Of several names it is said which one.
      if (exitCode === 67) expect(call.err).toMatch(/There is no user (nobody|dvae) in the realm of Deploys\./);
    }
    await nobodyIsAsked();
  });
});

describe('nod receipt verify, of several', () => {
  let proof: {
    group: Record<string, unknown> & { members: { userId: string; username: string }[] };
    receipts: string[];
  };
  let text: string;
  beforeEach(async () => {
    text = await approved();
    proof = JSON.parse(text);
  });

  const refused = async (changed: unknown, ...options: string[]) => {
    files.set('r.json', JSON.stringify(changed));
    return verify(...options);
  };

  test('one person twice is not two, in one file or from two questions that read the same', async () => {
    const [first = '', second = ''] = proof.receipts;
    expect((await refused({ ...proof, receipts: [first, first] })).err).toContain('twice');
    files.delete('r.json');
    server.clock.nowMs += 60 * 60_000;
    const other = JSON.parse(await approved());
    expect((await refused({ ...proof, receipts: [first, other.receipts[1]] })).err).toContain('another group');
    expect((await refused({ ...proof, receipts: [first] })).err).toContain('1 said yes');
    expect((await refused({ ...proof, receipts: [second, first] })).exitCode).toBe(0);
  });

  test('a group that was written anew is found out', async () => {
    const { group } = proof;
    const [alice, bob, carol] = group.members;
    const dave = group.askedBy;
    for (const changed of [
      { ...group, need: 1 },
      { ...group, members: [alice, bob] },
      { ...group, members: [alice, bob, { ...carol, username: 'caroline' }] },
      { ...group, askedBy: { ...(dave as object), username: 'alice' } },
      { ...group, askedBy: alice },
      { ...group, members: [alice, alice, bob] },
      { ...group, need: 4 },
      { ...group, nonce: 'A'.repeat(22) },
      { ...group, extra: 1 },
    ]) {
      expect(await refused({ ...proof, group: changed }), JSON.stringify(changed)).toMatchObject({
        exitCode: 70,
        out: '',
      });
    }
  });

  test('one of the receipts alone says nothing about the others', async () => {
    files.set('r.json', proof.receipts[0] ?? '');
    expect(await verify()).toMatchObject({ exitCode: 70, err: expect.stringContaining('one of several') });
  });

  test('the verifier’s own demands count: how many, who, what, which application', async () => {
    const ids = proof.group.members.map(({ userId }) => userId);
    expect((await verify('--need', '2', '--user', ids.join())).exitCode).toBe(0);
    for (const options of [
      ['--need', '3'],
      ['--user', ids[0] ?? ''],
      ['--title', 'Delete all backups'],
      ['--app', `app_${'x'.repeat(22)}`],
    ]) {
      expect((await verify(...options)).exitCode, options.join(' ')).toBe(70);
    }
    expect((await verify('--need', '0')).exitCode).toBe(64);
    files.set('r.json', text.slice(0, -20));
    expect((await verify()).exitCode).toBe(70);
  });
});
