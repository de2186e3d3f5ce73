import { expect, it } from 'vitest';
import { verifyReceiptOffline } from '../../shared/protocol/offline-receipt.ts';
import { describeUserAgent } from '../net/user-agent.ts';
import type { Store } from '../store/store.ts';
import { onBothStores } from '../store/testing.ts';
import { engineOn, ORIGIN } from './testing-engine.ts';

const CHROME =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36';
const FIREFOX = 'Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0';
const DESKTOP =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36';
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
/** A web app on an iPhone's Home Screen. */
const HOME_SCREEN =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';
const HERE = '203.0.113.7';

/** A login from one place that is answered from another. */
async function answered(
  store: Store,
  { login, answer, origin }: { login: [ip: string, ua: string]; answer: [ip: string, ua: string]; origin?: string },
) {
  const engine = await engineOn(store);
  const application = await engine.addApplication({ match: ['origin', 'code'] });
  const device = await engine.addDevice('alice', { kind: origin === undefined ? 'pwa' : 'extension' });
  const context = { ip: login[0], ...describeUserAgent(login[1]) };
  const { id, code = '' } = await engine.challenges.create({ application, username: 'alice', context });
  const from = { deviceIp: answer[0], userAgent: answer[1] };
  await engine.decide(device, id, origin === undefined ? { code } : { origin }, from);
  const { amr, acr } = verifyReceiptOffline(await engine.challenges.receipt(application, id), {
    keys: engine.keys.publicJwks,
    issuer: ORIGIN,
    audience: application.id,
    challengeId: id,
  });
  const event = (await engine.events()).find(({ type }) => type === 'challenge.approved');
  return { amr, acr, detail: JSON.parse(event?.detail ?? '') };
}

onBothStores('an answer from the device of the login', (fresh) => {
  it.each<[string, [string, string], [string, string]]>([
    ['one address, browser and system', [HERE, CHROME], [HERE, CHROME]],
    ['an IPv6 host that changes its address', ['2001:db8:1:2::a', CHROME], ['2001:db8:1:2::b', CHROME]],
    ['an app on the Home Screen, which names no browser', [HERE, SAFARI], [HERE, HOME_SCREEN]],
  ])('X2: is marked, and claims no second channel: %s', async (_what, login, answer) => {
    const { amr, acr, detail } = await answered(await fresh(), { login, answer });
    expect(amr).toEqual(['swk']);
    expect(acr).toBe('urn:nod:acr:device-key');
    expect(detail).toEqual({ sameDevice: true });
  });

  it.each<[string, [string, string], [string, string]]>([
    ['another address', [HERE, CHROME], ['203.0.113.8', CHROME]],
    ['another browser', [HERE, CHROME], [HERE, FIREFOX]],
    ['another system', [HERE, CHROME], [HERE, DESKTOP]],
    ['a login whose browser nobody named', [HERE, ''], [HERE, CHROME]],
    ['an answer that names nothing', [HERE, CHROME], [HERE, '']],
    [
      'an unnamed browser elsewhere than on a Home Screen',
      [HERE, CHROME],
      [HERE, 'Mozilla/5.0 (Linux; Android 10; K)'],
    ],
  ])('X2: is only what fits in all three: %s', async (_what, login, answer) => {
    const { amr, detail } = await answered(await fresh(), { login, answer });
    expect(amr).toEqual(['swk', 'mca']);
    expect(detail).toEqual({});
  });

  it('X2: bound to the origin it needs no second channel, and keeps its claims', async () => {
    const origin = 'https://notes.example';
    const told = await answered(await fresh(), { login: [HERE, DESKTOP], answer: [HERE, DESKTOP], origin });
    expect(told.amr).toEqual(['swk', 'mca']);
    expect(told.acr).toBe('urn:nod:acr:device-key-at-origin');
    expect(told.detail).toEqual({ origin, sameDevice: true });
  });
});
