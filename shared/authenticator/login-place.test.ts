import { expect, test } from 'vitest';
import { parseMessage } from '../protocol/jws.ts';
import { answerFromNotification } from './background/notification-click.ts';
import { decide } from './decide.ts';
import { judgePlace, type LoginPlace, locateLogin, type SeenPage } from './login-place.ts';
import type { Core } from './ports.ts';
import { receivePush } from './receive.ts';
import { pair, startHarness } from './testing/harness.ts';

const BANK = 'https://bank.example';
const FAKE = 'https://bank-example.evil.test';

/** An authenticator that can look into its browser's tabs, with one request waiting that asks for the origin. */
async function looking(place: LoginPlace, changes: { code?: string } = {}) {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const now = { place };
  const asked: [string, readonly string[] | undefined][] = [];
  const core: Core = {
    ...harness.core,
    logins: {
      find: async (challengeId, { origins }) => {
        asked.push([challengeId, origins]);
        return now.place;
      },
    },
  };
  const { code } = changes;
  const { id, push } = await harness.server.challenge({
    match: 'origin',
    origins: [BANK],
    ...(code === undefined ? {} : { code, digits: code.length }),
  });
  await receivePush(core, push);
  const signed = () => harness.server.decisions.map((jws) => parseMessage('decision', jws).claims);
  return { harness, core, now, asked, signed, id: { deviceId, challengeId: id } };
}

test('found: one tap, no digits, and the origin is in what is signed', async () => {
  const { core, asked, signed, id, harness } = await looking({ kind: 'found', origin: BANK });
  expect(harness.shown[0]?.actions).toEqual(['deny', 'approve']);
  expect(await decide(core, { ...id, choice: 'approve', from: 'app' })).toEqual({ kind: 'approved' });
  expect(signed()).toMatchObject([{ decision: 'approve', origin: BANK }]);
  expect(asked).toEqual([[id.challengeId, [BANK]]]);
});

test('found: Approve on the notification does too', async () => {
  const { core, signed, id } = await looking({ kind: 'found', origin: BANK });
  expect(await answerFromNotification(core, id, 'approve')).toBe('answered');
  expect(signed()).toMatchObject([{ decision: 'approve', origin: BANK }]);
});

test.each<[LoginPlace, string]>([
  [{ kind: 'absent' }, 'login_not_here'],
  [{ kind: 'hidden', origins: [BANK] }, 'login_hidden'],
])('%j: nothing is signed, and why is said', async (place, code) => {
  const { core, signed, id } = await looking(place);
  await expect(decide(core, { ...id, choice: 'approve', from: 'app' })).rejects.toMatchObject({ code });
  await expect(decide(core, { ...id, choice: 'approve', code: '123456', from: 'app' })).rejects.toMatchObject({ code });
  expect(await answerFromNotification(core, id, 'approve')).toBe('needs_app');
  expect(signed()).toEqual([]);
});

test('absent, and the policy takes a code as well: it is typed here as on any other device', async () => {
  const { core, signed, id } = await looking({ kind: 'absent' }, { code: '482913' });
  await expect(decide(core, { ...id, choice: 'approve', from: 'app' })).rejects.toMatchObject({
    code: 'login_not_here',
  });
  expect(await decide(core, { ...id, choice: 'approve', code: '482913', from: 'app' })).toEqual({ kind: 'approved' });
  expect(signed()).toMatchObject([{ decision: 'approve', code: '482913' }]);
  expect(signed()[0]).not.toHaveProperty('origin');
});

test.each(['approve', 'look'] as const)('a foreign page that shows the login is reported, by %s', async (how) => {
  const { core, signed, id, harness } = await looking({ kind: 'foreign', origin: FAKE }, { code: '482913' });
  if (how === 'approve') {
    // Also when the code that the page shows is typed: a proxy shows the right code.
    expect(await decide(core, { ...id, choice: 'approve', code: '482913', from: 'app' })).toEqual({
      kind: 'phishing',
      origin: FAKE,
    });
  } else expect(await locateLogin(core, id)).toEqual({ kind: 'foreign', origin: FAKE });
  expect(signed()).toMatchObject([{ decision: 'report', origin: FAKE }]);
  expect(harness.server.challenges.get(id.challengeId)?.state).toBe('reported');
  expect((await core.inbox.get(id))?.ended).toMatchObject({ state: 'reported', here: true, foreignOrigin: FAKE });
  expect(await decide(core, { ...id, choice: 'approve', from: 'app' })).toEqual({ kind: 'phishing', origin: FAKE });
});

test('what was found before is looked for again when the answer is given', async () => {
  const { core, now, signed, id } = await looking({ kind: 'found', origin: BANK });
  expect(await locateLogin(core, id)).toEqual({ kind: 'found', origin: BANK });
  now.place = { kind: 'absent' };
  await expect(decide(core, { ...id, choice: 'approve', from: 'app' })).rejects.toMatchObject({
    code: 'login_not_here',
  });
  expect(signed()).toEqual([]);
});

test('nothing is looked for where no origin is asked for', async () => {
  const { core, asked, harness, id } = await looking({ kind: 'found', origin: BANK });
  const { id: challengeId, push } = await harness.server.challenge({ code: '482913' });
  await receivePush(core, push);
  expect(await locateLogin(core, { ...id, challengeId })).toBeNull();
  await expect(decide(core, { ...id, challengeId, choice: 'approve', from: 'app' })).rejects.toMatchObject({
    code: 'code_malformed',
  });
  expect(asked).toEqual([]);
});

const ID = `chl_${'a'.repeat(22)}`;
const page = (changes: Partial<SeenPage>): SeenPage => ({
  origin: BANK,
  path: '/login',
  marks: [],
  mentions: [],
  ...changes,
});
const judge = (pages: SeenPage[], paths?: string[]) =>
  judgePlace(pages, ID, { origins: [BANK], ...(paths ? { paths } : {}) }, []).kind;

test('N8: only the mark that markup can’t make counts at the real origin', () => {
  expect(judge([page({ marks: [ID] })])).toBe('found');
  expect(judge([page({ mentions: [ID] })])).toBe('absent');
  expect(judge([page({ marks: [`chl_${'b'.repeat(22)}`] })])).toBe('absent');
});

test('N8: elsewhere any mark is a copy’s, also beside the real page', () => {
  expect(judge([page({ origin: FAKE, mentions: [ID] })])).toBe('foreign');
  expect(judge([page({ origin: FAKE, marks: [ID] })])).toBe('foreign');
  expect(judge([page({ marks: [ID] }), page({ origin: FAKE, mentions: [ID] })])).toBe('foreign');
});

test.each([
  ['/login', '/login', 'found'],
  ['/login', '/login/', 'absent'],
  ['/login', '/login2', 'absent'],
  ['/login', '/Login', 'absent'],
  ['/login/', '/login/', 'found'],
  ['/login/', '/login/wait/1', 'found'],
  ['/login/', '/login', 'absent'],
  ['/login/', '/wiki/login/', 'absent'],
  ['/login/', '/login/..%2Fwiki', 'absent'],
  ['/login/', '/login/%2E%2e/wiki', 'absent'],
  ['/login/', '/login/..;/wiki', 'absent'],
  ['/login/', '/login/..%5cwiki', 'absent'],
  ['/login/', '/login//wiki', 'absent'],
  ['/', '/anything', 'found'],
] as const)('N8: with the login path %s a page at %s is %s', (registered, path, becomes) => {
  expect(judge([page({ path, marks: [ID] })], ['/other', registered])).toBe(becomes);
});

test('a copy is one at any path', () => {
  expect(judge([page({ origin: FAKE, path: '/x', marks: [ID] })], ['/login'])).toBe('foreign');
});
