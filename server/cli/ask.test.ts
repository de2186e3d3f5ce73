import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readChallenge } from '../../shared/protocol/challenge.ts';
import { pairDevice, type TestDevice } from '../doors/testing-server.ts';
import { type ScriptServer, type ScriptWorld, startScriptServer } from './testing-script.ts';

let server: ScriptServer;
let phone: TestDevice;
let apiKey: string;
let applicationId: string;
let userId: string;
let overWire: typeof fetch;

beforeAll(async () => {
  server = await startScriptServer();
  ({ apiKey, applicationId, overWire } = server);
  phone = await pairDevice(server, apiKey, 'alice');
  userId = (await server.call('GET', '/v1/users/alice', { apiKey })).json.id;
});
afterAll(() => server.close());

/** Who has just said no isn’t asked again at once. */
beforeEach(() => {
  server.clock.nowMs += 15 * 60_000;
});

const QUESTION = ['ask', 'alice', 'Deploy 1.4 to production'];

const script: ScriptServer['script'] = (argv, world) => server.script(argv, world);

async function asked(): Promise<string> {
  const [{ id } = { id: '' }] = await server.waiting(1);
  return id;
}

describe('nod ask', () => {
  test('a yes is exit code 0, once its receipt has verified; the receipt is kept, and can be checked without the server', async () => {
    const files = new Map<string, string>();
    const asking = script(
      [...QUESTION, '--detail', 'commit=9fceb02, signed', '--detail', 'by=a=b', '--receipt', 'r.jws'],
      { files },
    );
    const id = await asked();
    const shown = (await phone.call('GET', '/device/v1/challenges')).json;
    expect(JSON.stringify(shown)).not.toBe('{}');
    await phone.decide(id, {});
    expect(await asking).toEqual({
      exitCode: 0,
      out: 'alice approved it.\n',
      err: expect.stringContaining('Waiting for alice'),
    });

    const keys = (await server.call('GET', '/.well-known/jwks.json')).text;
    files.set('jwks.json', keys);
    const offline = {
      files,
      fetch: () => Promise.reject(new TypeError('no network')),
      environment: { NOD_API_KEY_FILE: '' },
    };
    const check = (...options: string[]) =>
      script(
        ['receipt', 'verify', 'r.jws', '--app', applicationId, '--keys', 'jwks.json', '--json', ...options],
        offline,
      );
    const good = await check('--user', userId, '--title', 'Deploy 1.4 to production');
    expect([good.exitCode, good.err]).toEqual([0, '']);
    expect(JSON.parse(good.out)).toMatchObject({
      outcome: 'approved',
      userId,
      challengeId: id,
      action: {
        title: 'Deploy 1.4 to production',
        details: [
          { label: 'commit', value: '9fceb02, signed' },
          { label: 'by', value: 'a=b' },
        ],
      },
    });
    for (const other of [
      ['--title', 'Deploy 1.5 to production'],
      ['--user', `usr_${'x'.repeat(22)}`],
      ['--app', `app_${'x'.repeat(22)}`],
    ]) {
      expect((await check(...other)).exitCode, other.join(' ')).toBe(70);
    }
    const [head, , signature] = (files.get('r.jws') ?? '').split('.');
    files.set('r.jws', `${head}.${Buffer.from('{}').toString('base64url')}.${signature}`);
    expect((await check()).exitCode).toBe(70);
  });

  test('a no is 1, no answer is 2, and neither leaves a receipt file', async () => {
    const files = new Map<string, string>();
    const denied = script([...QUESTION, '--receipt', 'r.jws', '--json'], { files });
    await phone.decide(await asked(), { decision: 'deny' });
    expect(JSON.parse((await denied).out)).toMatchObject({ state: 'denied' });
    expect((await denied).exitCode).toBe(1);

    server.clock.nowMs += 15 * 60_000;
    const late = script([...QUESTION, '--receipt', 'r.jws', '--timeout', '30s'], { files });
    await asked();
    server.clock.nowMs += 31_000;
    expect(await late).toMatchObject({ exitCode: 2, out: 'alice did not answer in time.\n' });
    expect([...files.keys()]).toEqual(['key']);
  });

  test('where a code has to be typed it is printed, also with --json, and never among the answer', async () => {
    const { apiKey: key } = await server.application({ name: 'Coded' });
    const asking = script([...QUESTION, '--json'], { key });
    const id = await asked();
    await phone.decide(id, { decision: 'deny' });
    const { out, err } = await asking;
    const [, code = ''] = /types this on the phone: (\d{6})\n/.exec(err) ?? [];
    expect(code).toMatch(/^\d{6}$/);
    expect(out).not.toContain(code);
  });

  test('an answer that only says approved is no yes: its receipt has to verify', async () => {
    const lies: typeof fetch = async (url, init) => {
      const answer = await overWire(url, init);
      if (!String(url).endsWith('/receipt')) return answer;
      const [head = '', payload = '', signature = ''] = (await answer.text()).split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
      const changed = Buffer.from(JSON.stringify({ ...claims, sub: `usr_${'x'.repeat(22)}` })).toString('base64url');
      return new Response(`${head}.${changed}.${signature}`);
    };
    const asking = script(QUESTION, { fetch: lies });
    await phone.decide(await asked(), {});
    expect(await asking).toMatchObject({ exitCode: 70, out: '' });
  });

  test('what is attached is what was approved, to the letter; whoever hands over another text gets no yes', async () => {
    const reader = await pairDevice(server, apiKey, 'ruth', { features: ['attachments', 'answer-by'] });
    const files = new Map([
      ['plans/plan.txt', 'delete disk b2\n'],
      ['change.diff', '-a\n+b\n'],
      ['latin.txt', 'M\uFFFDnchen'],
    ]);
    const asking = (fetch?: typeof overWire) =>
      script(
        [
          'ask',
          'ruth',
          'Delete',
          '--attach',
          'plans/plan.txt',
          '--attach',
          'change.diff',
          '--answer-by',
          'phone',
          '--json',
        ],
        { files, ...(fetch ? { fetch } : {}) },
      );
    const honest = asking();
    const id = await asked();
    const shown = (await reader.call('GET', `/device/v1/challenges/${id}/attachments/0`)).text;
    expect(shown).toContain('delete disk b2');
    await reader.decide(id, {});
    const { receipt } = JSON.parse((await honest).out);
    const claims = JSON.parse(Buffer.from(receipt.split('.')[1], 'base64url').toString());
    expect(readChallenge(claims.challenge)).toMatchObject({
      answerBy: 'phone',
      action: {
        readAll: true,
        attachments: [
          { name: 'plan.txt', mediaType: 'text/plain' },
          { name: 'change.diff', mediaType: 'text/x-diff' },
        ],
      },
    });

    files.set('r.jws', receipt);
    const verified = await script(['receipt', 'verify', 'r.jws', '--app', applicationId], { files });
    const hash = createHash('sha256').update('delete disk b2\n').digest('hex');
    expect(verified.out).toContain(`\nwith plan.txt, 15 bytes, SHA-256 ${hash}\n`);

    const other: typeof fetch = (url, init) =>
      overWire(url, { ...init, ...(init?.body ? { body: String(init.body).replace('disk b2', 'disk a1') } : {}) });
    const betrayed = asking(other);
    await reader.decide(await asked(), {});
    expect(await betrayed).toMatchObject({ exitCode: 70, out: '' });

    expect(await script(['ask', 'ruth', 'Delete', '--attach', 'latin.txt'], { files })).toMatchObject({ exitCode: 65 });
    expect(await script(['ask', 'ruth', 'Delete', '--attach', 'nowhere'], { files })).toMatchObject({ exitCode: 65 });
    expect(await script(['ask', 'ruth', 'Delete', '--answer-by', 'desktop'], { files })).toMatchObject({
      exitCode: 64,
    });
  });

  test('the reason of a no is told', async () => {
    const asking = script(QUESTION);
    await phone.decide(await asked(), { decision: 'deny', reason: 'Not on a Friday' });
    expect(await asking).toMatchObject({ exitCode: 1, out: 'alice said no. “Not on a Friday”\n' });
  });

  test('Ctrl-C takes the question back', async () => {
    let interrupt = () => {};
    let forgotten = false;
    const whenInterrupted = (stop: () => void) => {
      interrupt = stop;
      return () => {
        forgotten = true;
      };
    };
    const asking = script(QUESTION, { whenInterrupted });
    const id = await asked();
    interrupt();
    expect(await asking).toMatchObject({ exitCode: 130, out: '' });
    expect(forgotten).toBe(true);
    expect((await server.call('GET', `/v1/challenges/${id}`, { apiKey })).json.state).toBe('canceled');
  });

  test('what nobody has thought of is no answer either', async () => {
    const whenInterrupted = () => {
      throw new Error('not here');
    };
    const asking = script(QUESTION, { whenInterrupted });
    expect(await asking).toMatchObject({ exitCode: 70, out: '' });
  });

  test('a server that goes away while somebody is asked is no yes', async () => {
    let gone = false;
    const cut: typeof fetch = async (url, init) => {
      const answer = await overWire(url, init);
      if (gone) throw new TypeError('fetch failed');
      return answer;
    };
    const asking = script(QUESTION, { fetch: cut });
    const id = await asked();
    gone = true;
    await phone.decide(id, {});
    expect((await asking).exitCode).toBe(69);
  });

  test('whatever is wrong is said in a sentence, with a code of 64 or more, and asks nobody', async () => {
    const { apiKey: noScope } = await server.application({ name: 'Scopeless', match: 'none', scopes: ['challenges'] });
    const { apiKey: atOrigin } = await server.application({ name: 'Site', match: 'origin', originRequired: true });
    const files = new Map([
      ['there', 'x'],
      ['empty.txt', ''],
      ['long.txt', 'x'.repeat(256 * 1024 + 1)],
    ]);
    const cases: [readonly string[], ScriptWorld, number][] = [
      [['ask'], {}, 64],
      [['ask', 'alice'], {}, 64],
      [[...QUESTION, '--nonsense'], {}, 64],
      [[...QUESTION, '--timeout', '5s'], {}, 64],
      [[...QUESTION, '--timeout', 'soon'], {}, 64],
      [[...QUESTION, '--detail', 'nothing'], {}, 64],
      [[...QUESTION, '--user-verification', 'maybe'], {}, 64],
      [[...QUESTION, '--need', '2'], {}, 64],
      [[...QUESTION, '--as', 'alice'], {}, 64],
      [[...QUESTION, '--as', 'nobody'], {}, 67],
      [[...QUESTION, '--detail', 'asked BY=root'], {}, 64],
      [['ask', 'alice', 'x'.repeat(2000)], {}, 64],
      [['ask', 'alice', 'evil \u202E title'], {}, 64],
      [['ask', 'nobody', 'Deploy'], {}, 67],
      [QUESTION, { environment: { NOD_ORIGIN: 'nonsense' } }, 78],
      [QUESTION, { environment: { NOD_API_KEY_FILE: '' } }, 78],
      [QUESTION, { environment: { NOD_API_KEY_FILE: 'nowhere' } }, 78],
      [QUESTION, { key: 'rubbish' }, 78],
      [QUESTION, { key: `${apiKey.slice(0, -1)}${apiKey.endsWith('A') ? 'B' : 'A'}` }, 77],
      [QUESTION, { key: noScope }, 77],
      [QUESTION, { key: atOrigin }, 78],
      [QUESTION, { fetch: () => Promise.reject(new TypeError('no network')) }, 69],
      [[...QUESTION, '--receipt', 'there'], { files }, 73],
      [[...QUESTION, '--receipt', 'no-folder/r.jws'], { files }, 73],
      [[...QUESTION, '--attach', 'nowhere'], { files }, 65],
      [[...QUESTION, '--attach', 'empty.txt'], { files }, 65],
      [[...QUESTION, '--attach', 'long.txt'], { files }, 65],
      [['receipt', 'verify', 'nowhere', '--app', applicationId], {}, 65],
      [['receipt', 'verify', 'there'], { files }, 64],
      [['receipt', 'verify', 'there', '--app', applicationId], { files }, 70],
      [['receipt', 'verify', 'there', '--app', applicationId, '--keys', 'there'], { files }, 65],
    ];
    for (const [argv, world, exitCode] of cases) {
      const call = await script(argv, world);
      expect([argv.join(' '), call.exitCode, call.out], call.err).toEqual([argv.join(' '), exitCode, '']);
      expect(call.err).toMatch(/^nod: \S.*\.\n|^nod: \S.*\n/);
      expect(call.err).not.toContain(apiKey);
    }
    expect(files.get('there')).toBe('x');
    const waiting = await server.nod.store.db
      .selectFrom('challenges')
      .select('id')
      .where('state', '=', 'pending')
      .execute();
    expect(waiting).toEqual([]);
  });
});
