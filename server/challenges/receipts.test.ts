import { expect, it } from 'vitest';
import { verifyReceiptOffline } from '../../shared/protocol/offline-receipt.ts';
import { verifyReceipt } from '../../shared/protocol/receipt.ts';
import { onBothStores } from '../store/testing.ts';
import { engineOn, ORIGIN, otherCode } from './testing-engine.ts';

type Engine = Awaited<ReturnType<typeof engineOn>>;
type Device = Awaited<ReturnType<Engine['addDevice']>>;
type Asked = Awaited<ReturnType<Engine['challenges']['create']>>;

/** All ways in which a challenge ends. */
const ENDINGS: Readonly<Record<string, (engine: Engine, device: Device, asked: Asked) => Promise<unknown>>> = {
  approved: ({ decide }, device, { id, code }) => decide(device, id, { code }),
  denied: ({ decide }, device, { id }) => decide(device, id, { decision: 'deny' }),
  reported: ({ decide }, device, { id }) => decide(device, id, { decision: 'report' }),
  async failed({ decide }, device, { id, code = '' }) {
    for (const step of [1, 2, 3]) {
      await expect(decide(device, id, { code: otherCode(code, step) })).rejects.toMatchObject({ code: 'wrong_code' });
    }
  },
  canceled: ({ challenges, application }, _device, { id }) => challenges.cancel(application, id),
  async expired({ challenges, application, time }, _device, { id }) {
    time.nowMs += 600_000;
    await challenges.get(application, id);
  },
};

onBothStores('receipts', (fresh) => {
  // The server doesn't check what it has signed; these two verifiers are its readers.
  it.each(Object.keys(ENDINGS))(
    'R1: the receipt of a challenge that is %s satisfies both verifiers',
    async (outcome) => {
      const engine = await engineOn(await fresh());
      const { challenges, application, keys, addDevice, alice } = engine;
      const device = await addDevice();
      const asked = await challenges.create({ application, username: 'alice' });
      await ENDINGS[outcome]?.(engine, device, asked);
      const receipt = await challenges.receipt(application, asked.id);
      const expected = {
        keys: keys.publicJwks,
        issuer: ORIGIN,
        audience: application.id,
        challengeId: asked.id,
      };
      const claims = await verifyReceipt(receipt, expected);
      expect(claims).toMatchObject({ outcome, sub: alice.id, amr: outcome === 'approved' ? ['swk', 'mca'] : [] });
      expect(verifyReceiptOffline(receipt, expected)).toEqual(claims);
    },
  );
});
