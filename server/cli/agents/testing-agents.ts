import { expect } from 'vitest';
import { readChallenge } from '../../../shared/protocol/challenge.ts';
import { DEVICE_FEATURES } from '../../../shared/protocol/features.ts';
import { ORIGIN, pairDevice, startTestServer } from '../../doors/testing-server.ts';

/** A server with an application for agents, and alice with a phone; the network that leads to it. */
export async function agentsWorld() {
  const server = await startTestServer();
  const { apiKey, id: applicationId } = await server.application({ name: 'Agents', match: 'none', parallel: true });
  const phone = await pairDevice(server, apiKey, 'alice', { features: [...DEVICE_FEATURES] });
  const overWire: typeof fetch = async (url, init) => {
    const { pathname, search } = new URL(String(url));
    // The clock is moved by hand, so nobody waits by another one for long.
    return server.nod.app.request(pathname + search.replace(/wait=\d+/, 'wait=1'), init, {
      incoming: { socket: { remoteAddress: '192.0.2.9' } },
    });
  };
  const rows = () =>
    server.nod.store.db.selectFrom('challenges').select(['id', 'state', 'jws']).orderBy('created_at_ms').execute();
  return {
    server,
    applicationId,
    apiKey,
    phone,
    overWire,
    environment: { NOD_ORIGIN: ORIGIN, NOD_API_KEY_FILE: 'key' },
    rows,
    /** The one question that waits. */
    async asked() {
      const pending = async () => (await rows()).filter(({ state }) => state === 'pending');
      await expect.poll(async () => (await pending()).length).toBe(1);
      const [{ id, jws } = { id: '', jws: '' }] = await pending();
      return { id, claims: readChallenge(jws) };
    },
  };
}
