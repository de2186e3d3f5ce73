import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { selfSchema } from '../../../shared/protocol/device-api.ts';
import { recoveryCodesSchema, recoveryTicketSchema } from '../../../shared/protocol/recovery-api.ts';
import { countStatements } from '../testing-counted.ts';
import { pairDevice, startTestServer } from '../testing-server.ts';

const WRONG = 'ABCD-EFGH-JKMN-PQRS';

describe('recovery codes, by the doors', () => {
  async function start() {
    const counted = countStatements();
    const server = await startTestServer();
    const { apiKey } = await server.application();
    const phone = await pairDevice(server, apiKey, 'alice');
    const made = await phone.call('POST', '/device/v1/account/recovery-codes', {});
    expect(made.status).toBe(201);
    const { codes, sheet } = v.parse(recoveryCodesSchema, made.json);
    const ask = async (username: string, code: string) => {
      counted.reset();
      const answer = await server.call('POST', '/recovery/v1/ticket', { body: { username, code } });
      return { ...answer, statements: counted.statements.length };
    };
    return { server, apiKey, phone, codes, sheet, ask };
  }

  it('N15: codes are told once, with what belongs on the sheet; what is left can be asked for', async () => {
    const { server, phone, codes, sheet, ask } = await start();
    expect(sheet).toEqual({ origin: server.nod.config.origin, realm: expect.any(String), username: 'alice' });
    const { status, json } = await ask('alice', codes[0] ?? '');
    expect(status).toBe(201);
    expect(v.parse(recoveryTicketSchema, json).expiresAtMs).toBeGreaterThan(server.clock.nowMs);
    const { json: left } = await phone.call('GET', '/device/v1/account/recovery-codes');
    expect(left).toMatchObject({ left: 9 });
    expect(JSON.stringify(left)).not.toContain(codes[1]);
    await server.close();
  });

  it('N15: each active device is told how many are left, so that it can warn; one that isn’t let in is not', async () => {
    const server = await startTestServer();
    const { apiKey } = await server.application();
    const phone = await pairDevice(server, apiKey, 'alice');
    const told = async () => v.parse(selfSchema, (await phone.call('GET', '/device/v1/self')).json).recoveryCodesLeft;
    expect(await told()).toBeNull();
    const made = await phone.call('POST', '/device/v1/account/recovery-codes', {});
    const { codes } = v.parse(recoveryCodesSchema, made.json);
    expect(await told()).toBe(10);
    await server.call('POST', '/recovery/v1/ticket', { body: { username: 'alice', code: codes[0] } });
    expect(await told()).toBe(9);
    const { db } = server.nod.store;
    await db.updateTable('devices').set({ state: 'suspended' }).execute();
    expect(await told()).toBeUndefined();
    await server.close();
  });

  it('N15: the answer, its headers and its work are the same whoever is named', async () => {
    const { server, ask } = await start();
    const seen = new Set<string>();
    // The first refusal of the hour is a row of the log, and further ones are counted in it; so are those of nobody.
    await ask('alice', WRONG);
    await ask('nobody', WRONG);
    for (const username of ['alice', 'nobody', 'somebody', '\u0000']) {
      const { status, json, statements } = await ask(username, WRONG);
      seen.add(JSON.stringify([status, { ...json, requestId: '' }, statements]));
    }
    expect([...seen]).toHaveLength(1);
    expect([...seen][0]).toContain('recovery_invalid');
    await server.close();
  });

  it('N15: limits are of an address alone: who guesses from one waits, and the owner doesn’t', async () => {
    const { server, codes } = await start();
    const from = (ip: string, code: string) =>
      server.call('POST', '/recovery/v1/ticket', { body: { username: 'alice', code }, ip });
    const statuses: number[] = [];
    for (let tries = 0; tries < 12; tries++) statuses.push((await from('203.0.113.9', WRONG)).status);
    expect(statuses).toEqual([...Array(10).fill(403), 429, 429]);
    expect((await from('198.51.100.7', codes[0] ?? '')).status).toBe(201);
    await server.close();
  });

  it('N15: a device that waits to be let in is, by a code', async () => {
    const { server, apiKey, codes } = await start();
    const tablet = await pairDevice(server, apiKey, 'alice', { name: 'Tablet' });
    await server.nod.store.db.deleteFrom('vouches').where('device_id', '=', tablet.id).execute();
    await server.nod.store.db.updateTable('devices').set({ state: 'unvouched' }).where('id', '=', tablet.id).execute();
    expect((await tablet.call('POST', '/device/v1/vouching/recovery', { code: WRONG })).status).toBe(403);
    expect((await tablet.call('GET', '/device/v1/account/recovery-codes')).status).toBe(403);
    const { status, json } = await tablet.call('POST', '/device/v1/vouching/recovery', { code: codes[0] });
    expect(status).toBe(200);
    expect(v.parse(selfSchema, json).state).toBe('active');
    await server.close();
  });
});
