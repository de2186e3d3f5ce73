import { expect, test } from 'vitest';
import { hashChallenge, readChallenge } from '../../shared/protocol/challenge.ts';
import { signDecision } from '../../shared/protocol/decision.ts';
import { parsePushPayload } from '../../shared/protocol/push-payload.ts';
import { createNodClient } from '../../shared/sdk/client.ts';
import { startPushService } from '../push/testing-push-service.ts';
import { createReceiver } from '../push/testing-receiver.ts';
import { locationOf, onBothStores } from '../store/testing.ts';
import { countStatements } from './testing-counted.ts';
import { ORIGIN, pairDevice, startTestServer } from './testing-server.ts';

/** What one real login may cost the database; on PostgreSQL the user's turn is among it. */
const MOST_STATEMENTS = { sqlite: 30, postgres: 30 };
const MOST_DURABLE_COMMITS = 2;
/** Created; sent, received and displayed; decided. */
const MOST_WAKES = { sqlite: 0, postgres: 5 };

onBothStores('one real login', (fresh) => {
  test('costs the database two durable commits and thirty statements at most', async () => {
    const store = await fresh();
    const { databaseUrl } = locationOf(store);
    const service = await startPushService();
    const counted = countStatements();
    const server = await startTestServer({
      ...(databaseUrl === undefined ? {} : { environment: { NOD_DATABASE_URL: databaseUrl } }),
      deps: { push: { rewrites: new Map([['fcm.googleapis.com', service.baseUrl]]) } },
    });
    const { nod } = server;
    const { apiKey } = await server.application();
    const device = await pairDevice(server, apiKey, 'alice');
    const receiver = await createReceiver();
    await nod.store.db
      .updateTable('devices')
      .set({ delivery: 'push', endpoint: 'https://fcm.googleapis.com/fcm/send/token' })
      .set({ p256dh: receiver.p256dh, auth: receiver.auth, vapid_key_id: nod.keys.vapid.keyId })
      .set({ push_health: 'sent', push_health_at_ms: server.clock.nowMs })
      .where('id', '=', device.id)
      .execute();
    const client = createNodClient({
      origin: ORIGIN,
      apiKey,
      fetch: async (url, init) => nod.app.request(String(url), init),
    });

    /** From the application's question to its receipt, with the device's two acknowledgements and its answer. */
    async function logIn(): Promise<void> {
      service.received.length = 0;
      const { id, code = '' } = await client.createChallenge({ user: 'alice' });
      const recorded = new Promise<void>((resolve) => {
        const end = nod.store.bus.subscribe(`delivery:${id}`, () => {
          end();
          resolve();
        });
      });
      const final = client.waitForFinal(id);
      await recorded;
      const push = parsePushPayload(await receiver.decrypt(service.received[0]?.body ?? Buffer.alloc(0)));
      const challenge = 'challenge' in push ? push.challenge : '';
      for (const event of ['received', 'displayed']) {
        expect((await device.call('POST', `/device/v1/challenges/${id}/delivery`, { event })).status).toBe(204);
      }
      const decision = await signDecision(
        {
          iss: device.key.kid,
          aud: ORIGIN,
          jti: readChallenge(challenge).jti,
          iat: Math.floor(server.clock.nowMs / 1000),
          challenge: await hashChallenge(challenge),
          decision: 'approve',
          code,
        },
        device.key,
      );
      const decided = await server.call('POST', `/device/v1/challenges/${id}/decision`, { body: { decision } });
      expect(decided.status).toBe(200);
      expect((await final).state).toBe('approved');
      expect((await client.getReceipt(id)).split('.')).toHaveLength(3);
      // What goes on after the answers belongs to the login too.
      await nod.challenges.stop();
    }

    // The first login of all does some things for the first time.
    await logIn();
    counted.reset();
    await logIn();
    const { statements, wakes, commits } = counted;
    const list = statements.join('\n');
    expect(commits.durable, list).toBeLessThanOrEqual(MOST_DURABLE_COMMITS);
    expect(statements.length, list).toBeLessThanOrEqual(MOST_STATEMENTS[nod.store.kind]);
    expect(wakes.length).toBeLessThanOrEqual(MOST_WAKES[nod.store.kind]);
    // Counted at all: a login that the counter doesn't see would pass for one that costs nothing.
    expect(statements.length).toBeGreaterThan(20);
    expect(commits.durable).toBe(MOST_DURABLE_COMMITS);
    await server.close();
  });
});
