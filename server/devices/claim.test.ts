import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CROCKFORD, parsePairingCode, parsePairingUrl } from '../../shared/protocol/pairing-code.ts';
import { retireSigningKey, rotateSigningKey } from '../crypto/key-rotation.ts';
import { loadOrCreateKeys } from '../crypto/keys.ts';
import { onBothStores } from '../store/testing.ts';
import { createDevices } from './devices.ts';
import { createWorld, eventTypes, ORIGIN, testKeys, ticketFor } from './testing-world.ts';
import { codeMac } from './ticket.ts';

const FROM = { ip: '192.0.2.7' };
const tokenOf = (url: string) => parsePairingUrl(url).token;
const wrongSecret = (code: string) => code.slice(0, 5) + (code.endsWith('0000') ? 'ZZZZ-ZZZZ' : '0000-0000');
const codeOf = (error: unknown) => (error as { code?: string }).code;

onBothStores('enrollment', (fresh) => {
  it('N12, A6.5.4: a code has 40 secret bits behind a look-up, a link 128, and neither is stored', async () => {
    const world = await createWorld(await fresh());
    const ticket = await ticketFor(world);
    expect(ticket.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const { lookup, secret } = parsePairingCode(ticket.code);
    expect(CROCKFORD.length ** secret.length).toBe(2 ** 40);
    expect(ticket.url.startsWith(`${ORIGIN}/#/pair/`)).toBe(true);
    expect(Buffer.from(tokenOf(ticket.url), 'base64url')).toHaveLength(16);

    const row = await world.store.db.selectFrom('enrollments').selectAll().executeTakeFirstOrThrow();
    expect(row.lookup).toBe(lookup);
    const stored = JSON.stringify(row);
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(tokenOf(ticket.url));
    // 40 bits can be searched: a plain hash of the code would be as good as the code.
    for (const text of [secret, lookup + secret, ticket.code]) {
      expect(stored).not.toContain(createHash('sha256').update(text).digest('base64url'));
    }
  });

  it('keys that were rotated or withdrawn since the start are pinned by no device, which would never leave them', async () => {
    const world = await createWorld(await fresh());
    const directory = mkdtempSync(path.join(tmpdir(), 'nod-claim-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const start = async () => {
      const keys = await loadOrCreateKeys(path.join(directory, 'keys'), { randomBytes });
      return createDevices({ ...world.core, keys: { ...keys, secret: world.keys.secret } }, world.parts);
    };
    const by = () => ({ issuer: ORIGIN, nowMs: world.clock.nowMs });
    let devices = await start();
    const { previousKid } = await rotateSigningKey(path.join(directory, 'keys'), by());
    for (const change of ['rotated', 'withdrawn']) {
      if (change === 'withdrawn') await retireSigningKey(path.join(directory, 'keys'), previousKid, by());
      world.clock.nowMs += 60_000;
      const { code } = await ticketFor(world, world.alice);
      await expect(devices.claim({ code }, FROM)).rejects.toMatchObject({ code: 'unavailable' });
      devices = await start();
      const { server } = await devices.claim({ code }, FROM);
      expect(server.keys).toHaveLength(change === 'rotated' ? 2 : 1);
    }
  });

  it('N12, A6.5.5: a code is valid for ten minutes and not a moment longer', async () => {
    const world = await createWorld(await fresh());
    const inTime = await ticketFor(world, world.alice);
    const tooLate = await ticketFor(world, world.bob);
    expect(inTime.expiresAtMs - world.clock.nowMs).toBe(10 * 60_000);
    world.clock.nowMs += 10 * 60_000 - 1;
    await expect(world.devices.claim({ code: inTime.code }, FROM)).resolves.toMatchObject({
      user: { username: 'alice' },
    });
    world.clock.nowMs += 1;
    await expect(world.devices.claim({ code: tooLate.code }, FROM)).rejects.toMatchObject({
      code: 'enrollment_expired',
    });
    await expect(world.devices.claim({ token: tokenOf(tooLate.url) }, FROM)).rejects.toMatchObject({
      code: 'enrollment_expired',
    });
  });

  it('A6.5.1: a code is accepted once, also when its link is used first', async () => {
    const world = await createWorld(await fresh());
    const ticket = await ticketFor(world);
    await world.devices.claim({ token: tokenOf(ticket.url) }, FROM);
    await expect(world.devices.claim({ code: ticket.code }, FROM)).rejects.toMatchObject({ code: 'enrollment_used' });
    await expect(world.devices.claim({ token: tokenOf(ticket.url) }, FROM)).rejects.toMatchObject({
      code: 'enrollment_used',
    });
  });

  it('A6.5.1: of many devices that claim one code at once, one wins', async () => {
    const world = await createWorld(await fresh());
    const ticket = await ticketFor(world);
    const claims = await Promise.allSettled([
      ...Array.from({ length: 3 }, () => world.devices.claim({ code: ticket.code }, FROM)),
      ...Array.from({ length: 3 }, () => world.devices.claim({ token: tokenOf(ticket.url) }, FROM)),
    ]);
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const claim of claims) if (claim.status === 'rejected') expect(codeOf(claim.reason)).toBe('enrollment_used');
    expect((await eventTypes(world)).filter((type) => type === 'enrollment.claimed')).toHaveLength(1);
  });

  it('A6.5.6: a newer code of the same application closes the older; another application’s stays', async () => {
    const world = await createWorld(await fresh());
    const byOperator = await ticketFor(world, world.alice, null);
    const old = await ticketFor(world);
    const ofBob = await ticketFor(world, world.bob);
    const newer = await ticketFor(world);
    await expect(world.devices.claim({ code: old.code }, FROM)).rejects.toMatchObject({ code: 'enrollment_used' });
    await expect(world.devices.claim({ token: tokenOf(old.url) }, FROM)).rejects.toMatchObject({
      code: 'enrollment_used',
    });
    await expect(world.devices.claim({ code: byOperator.code }, FROM)).resolves.toMatchObject({ application: null });
    await expect(world.devices.claim({ code: ofBob.code }, FROM)).resolves.toMatchObject({ user: { username: 'bob' } });
    await expect(world.devices.claim({ code: newer.code }, FROM)).resolves.toMatchObject({
      user: { username: 'alice', displayName: 'Alice' },
      application: { name: 'Wiki' },
      server: { issuer: ORIGIN, name: 'Example' },
    });
  });

  it('A6.6.3: five wrong codes close the ticket, its link too', async () => {
    const world = await createWorld(await fresh());
    const ticket = await ticketFor(world);
    for (let tries = 0; tries < 5; tries++) {
      await expect(world.devices.claim({ code: wrongSecret(ticket.code) }, FROM)).rejects.toMatchObject({
        code: 'enrollment_invalid',
      });
    }
    await expect(world.devices.claim({ code: ticket.code }, FROM)).rejects.toMatchObject({ code: 'enrollment_used' });
    await expect(world.devices.claim({ token: tokenOf(ticket.url) }, FROM)).rejects.toMatchObject({
      code: 'enrollment_used',
    });
  });

  it('A6.6.3: four wrong codes leave one try', async () => {
    const world = await createWorld(await fresh());
    const ticket = await ticketFor(world);
    for (let tries = 0; tries < 4; tries++) {
      await world.devices.claim({ code: wrongSecret(ticket.code) }, FROM).catch(() => undefined);
    }
    await expect(world.devices.claim({ code: ticket.code }, FROM)).resolves.toMatchObject({ enrollmentId: ticket.id });
  });

  it('A6.6.3: guesses sent at once have five tries together; a right code beyond them is lost', async () => {
    const world = await createWorld(await fresh());
    const ticket = await ticketFor(world);
    const wrong = wrongSecret(ticket.code);
    const guesses = await Promise.allSettled([
      ...Array.from({ length: 8 }, () => world.devices.claim({ code: wrong }, FROM)),
      ...Array.from({ length: 8 }, () => world.devices.claim({ code: ticket.code }, FROM)),
    ]);
    const row = await world.store.db.selectFrom('enrollments').selectAll().executeTakeFirstOrThrow();
    expect(row.tries_left).toBeGreaterThanOrEqual(0);
    // Whichever order the database chose: at most one claim, and none without a try of its own.
    const won = guesses.filter(({ status }) => status === 'fulfilled');
    expect(won.length).toBe(row.state === 'claimed' ? 1 : 0);
    expect(['claimed', 'closed']).toContain(row.state);
  });

  it('A6.6.3: when no try is left, a right code in the very next moment doesn’t claim', async () => {
    const world = await createWorld(await fresh());
    const ticket = await ticketFor(world);
    // The state between "the last try was taken" and "the ticket was closed", as a parallel request sees it.
    await world.store.db.updateTable('enrollments').set({ tries_left: 0 }).execute();
    await expect(world.devices.claim({ code: ticket.code }, FROM)).rejects.toMatchObject({ code: 'enrollment_used' });
  });

  it('A6.3.8: nothing tells an unknown look-up, a wrong secret and a closed ticket apart', async () => {
    const world = await createWorld(await fresh());
    const open = await ticketFor(world);
    const closed = await ticketFor(world, world.bob);
    await world.devices.claim({ code: closed.code }, FROM);
    const unknown = `${[open.code, closed.code].some((code) => code.startsWith('0000')) ? '1111' : '0000'}-0000-0000`;
    const answers: unknown[] = [];
    for (const code of [unknown, wrongSecret(open.code), wrongSecret(closed.code), 'not a code']) {
      const error = await world.devices.claim({ code }, FROM).catch((refusal: unknown) => refusal);
      const { code: name, message, params } = error as { code: string; message: string; params: object };
      answers.push({ name, message, params });
    }
    answers.push(
      await world.devices
        .claim({ token: 'A'.repeat(22) }, FROM)
        .catch(({ code: name, message, params }) => ({ name, message, params })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ name: 'enrollment_invalid', params: {} });
  });

  it('M1: creation, claim and refusal are recorded with the addresses they came from', async () => {
    const world = await createWorld(await fresh());
    const ticket = await ticketFor(world);
    await world.devices.claim({ code: wrongSecret(ticket.code) }, FROM).catch(() => undefined);
    await world.devices.claim({ code: ticket.code }, FROM);
    await world.devices.claim({ code: ticket.code }, { ip: '203.0.113.9' }).catch(() => undefined);
    const events = await world.store.db
      .selectFrom('events')
      .selectAll()
      .where('type', 'like', 'enrollment.%')
      .orderBy('id')
      .execute();
    expect(events.map(({ type, source_ip, device_ip }) => [type, source_ip, device_ip])).toEqual([
      ['enrollment.created', '198.51.100.4', null],
      ['enrollment.refused', null, '192.0.2.7'],
      ['enrollment.claimed', null, '192.0.2.7'],
      ['enrollment.refused', null, '203.0.113.9'],
    ]);
    // A right code that is used a second time was stolen: the log names its user and application.
    expect(events[3]).toMatchObject({ user_id: world.alice.id, application_id: world.applicationId });
    expect(JSON.stringify(events)).not.toContain(parsePairingCode(ticket.code).secret);
  });

  it('M1: claims that were refused are one entry per hour, reason and block of addresses, with their count', async () => {
    const world = await createWorld(await fresh());
    const claim = (token: string, ip: string) => world.devices.claim({ token }, { ip }).catch(() => undefined);
    const { code } = await ticketFor(world);
    for (let host = 1; host <= 40; host++) await claim('A'.repeat(22), `2001:db8:1:2::${host}`);
    await claim('A'.repeat(22), '2001:db8:1:3::1');
    await world.devices.claim({ code }, FROM);
    for (let again = 0; again < 3; again++) await world.devices.claim({ code }, FROM).catch(() => undefined);
    world.clock.nowMs += 3_600_000;
    await claim('A'.repeat(22), '2001:db8:1:2::1');
    const events = await world.store.db
      .selectFrom('events')
      .selectAll()
      .where('type', '=', 'enrollment.refused')
      .orderBy('id')
      .execute();
    expect(events.map(({ device_ip, count, detail }) => [device_ip, count, JSON.parse(detail).reason])).toEqual([
      ['2001:db8:1:2::1', 40, 'invalid'],
      ['2001:db8:1:3::1', 1, 'invalid'],
      [FROM.ip, 3, 'used'],
      ['2001:db8:1:2::1', 1, 'invalid'],
    ]);
  });

  it('two codes never share a look-up while both are open', async () => {
    // Random bytes that repeat: every look-up would be the same.
    let calls = 0;
    const world = await createWorld(await fresh(), {
      randomBytes: (size) => {
        calls++;
        return new Uint8Array(size).map((_, at) => (size === 4 && calls < 12 ? 7 : (calls * 31 + at * 7) % 256));
      },
    });
    const first = await ticketFor(world, world.alice);
    const second = await ticketFor(world, world.bob);
    expect(second.code.slice(0, 4)).not.toBe(first.code.slice(0, 4));
  });

  it('two open tickets under one look-up (a race of two creations) are both claimed by their own code only', async () => {
    const world = await createWorld(await fresh());
    const ofAlice = await ticketFor(world, world.alice);
    const ofBob = await ticketFor(world, world.bob);
    const lookup = ofAlice.code.slice(0, 4);
    await world.store.db.updateTable('enrollments').set({ lookup }).execute();
    await expect(world.devices.claim({ code: lookup + ofBob.code.slice(4) }, FROM)).resolves.toMatchObject({
      user: { username: 'bob' },
    });
    await expect(world.devices.claim({ code: ofAlice.code }, FROM)).resolves.toMatchObject({
      user: { username: 'alice' },
    });
  });
});

describe('randomness of codes', () => {
  it('a code’s MAC opens neither another ticket nor another server', async () => {
    const { secret } = await testKeys();
    const mac = codeMac(secret, 'enr_a', 'ABCDEFGH');
    expect(codeMac(secret, 'enr_b', 'ABCDEFGH')).not.toBe(mac);
    expect(codeMac(new Uint8Array(32), 'enr_a', 'ABCDEFGH')).not.toBe(mac);
  });
});
