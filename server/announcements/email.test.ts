import { describe, expect, onTestFinished, test } from 'vitest';
import { sha256 } from '../crypto/seal.ts';
import { onBothStores } from '../store/testing.ts';
import { RETRY_AFTER_MS } from './outbox.ts';
import { startTestSmtp } from './testing-smtp.ts';
import { announcementsWorld } from './testing-world.ts';

const DAY_MS = 86_400_000;
const ADDRESS = 'alice@example.org';

onBothStores('e-mail', (fresh) => {
  async function world(options: { address?: string | null; auth?: { user: string; pass: string } } = {}) {
    const smtp = await startTestSmtp();
    onTestFinished(() => smtp.close());
    const store = await fresh();
    const announcements = await announcementsWorld(store, {
      mail: {
        host: '127.0.0.1',
        port: Number(new URL(smtp.url).port),
        secure: false,
        tlsRequired: false,
        auth: options.auth,
        from: 'nod@nod.example',
      },
      mailTimeouts: { connectMs: 2_000, greetingMs: 1_000, socketMs: 1_000, overallMs: 1_500 },
    });
    const { address = ADDRESS } = options;
    if (address !== null) {
      await store.db
        .insertInto('email_addresses')
        .values({ user_id: announcements.alice.id, address, counts_from_ms: 0, old_address: null })
        .execute();
    }
    const links = () => store.db.selectFrom('undo_links').selectAll().execute();
    return { ...announcements, smtp, links };
  }

  test('N14: says what, when and from where, and has one link that undoes it, kept as a hash', async () => {
    const { smtp, announcements, announce, addDevice, time, links } = await world();
    const phone = await addDevice({ name: 'Pixel 9' });
    const added = await addDevice({ name: 'iPhone', platform: 'iOS', activated_at_ms: time.nowMs });
    const id = await announce({
      what: 'device.added',
      deviceId: added.id,
      by: 'device',
      byDeviceId: phone.id,
      ip: '198.51.100.7',
    });
    await announcements.sendDue();
    expect(smtp.mails).toHaveLength(1);
    const [mail] = smtp.mails as [(typeof smtp.mails)[0]];
    expect(mail).toMatchObject({ from: 'nod@nod.example', to: [ADDRESS] });
    expect(mail.headers).toMatch(/^To: alice@example\.org$/m);
    expect(mail.headers).toMatch(/^From: "?Example"? <nod@nod\.example>$/m);
    expect(mail.headers).toMatch(/^Subject: Example: A device was added to your account$/m);
    expect(mail.headers).toMatch(/^Content-Type: text\/plain/m);
    for (const part of ['alice', 'iPhone (iOS)', 'Pixel 9', '198.51.100.7', '2026-09-21 14:13 UTC']) {
      expect(mail.text).toContain(part);
    }
    const tokens = [...mail.text.matchAll(/https:\/\/nod\.example\/#\/undo\/([A-Za-z0-9_-]{22})\s/g)];
    expect(tokens).toHaveLength(1);
    const token = tokens[0]?.[1] ?? '';
    expect(await links()).toEqual([
      { token_hash: sha256(token), announcement_id: id, expires_at_ms: time.nowMs + 7 * DAY_MS, used_at_ms: null },
    ]);
  });

  test('N14: of a device that waits to be let in: when, and a link to say no for as long as that can take', async () => {
    const { smtp, announcements, announce, addDevice, links, time } = await world();
    await addDevice();
    const waits = await addDevice({ name: 'iPhone', state: 'unvouched', activated_at_ms: null });
    const told = { what: 'device.waits', deviceId: waits.id, by: 'application', ip: '203.0.113.66' } as const;
    await announce({ ...told, detail: { step: 'asked', delayMs: 3 * DAY_MS } });
    await announcements.sendDue();
    const letInAtMs = time.nowMs + 3 * DAY_MS;
    await announce({ ...told, by: 'server', detail: { step: 'soon', letInAtMs } });
    await announcements.sendDue();
    const [asked, soon] = smtp.mails;
    expect(asked?.headers).toMatch(/^Subject: Example: A new device wants in without a yes from any of yours$/m);
    expect(asked?.text).toContain('Let in:    72 hours after somebody has seen this, unless you say no');
    expect(asked?.text).toContain('The wait begins then');
    expect(soon?.text).toMatch(/Let in: {4}2026-\S+ \S+ UTC, unless you say no/);
    for (const { text } of smtp.mails) {
      expect(text).toContain('iPhone');
      expect(text.match(/https:\/\/nod\.example\/#\/waits\/[A-Za-z0-9_-]{22}\s/g)).toHaveLength(1);
      expect(text).not.toContain('#/undo/');
    }
    const ends = (await links()).map(({ expires_at_ms: atMs }) => atMs);
    expect(ends).toEqual([time.nowMs + 10 * DAY_MS, time.nowMs + 10 * DAY_MS]);
  });

  test('N9: no e-mail carries what signs anybody in: no digits of a login, no pairing link, no other link', async () => {
    const { smtp, announcements, announce, addDevice } = await world();
    const added = await addDevice();
    for (const what of ['device.added', 'device.suspended', 'login.failed', 'email.changed'] as const) {
      await announce({ what, deviceId: added.id, detail: { code: '482913', token: 'tttttttttttttttttttttt' } });
    }
    await announcements.sendDue();
    expect(smtp.mails).toHaveLength(4);
    for (const { text } of smtp.mails) {
      expect(text).not.toMatch(/482913|tttttt|#\/pair|#\/match/);
      const links = [...text.matchAll(/https?:\/\/\S+/g)].map(([link]) => link.replace(/[).,]+$/, ''));
      for (const link of links)
        expect(link).toMatch(/^https:\/\/nod\.example(\/account|\/#\/undo\/[A-Za-z0-9_-]{22})?$/);
    }
  });

  test('N14: no link where nothing was added, or it is not there any more', async () => {
    const { smtp, announcements, announce, addDevice, links } = await world();
    const phone = await addDevice();
    const gone = await addDevice({ state: 'suspended' });
    await announce({ what: 'device.suspended', deviceId: gone.id, by: 'device', byDeviceId: phone.id });
    await announce({ what: 'device.added', deviceId: gone.id });
    await announcements.sendDue();
    expect(smtp.mails).toHaveLength(2);
    for (const { text } of smtp.mails) {
      expect(text).not.toContain('#/undo/');
      expect(text).toContain('What happened');
    }
    expect(await links()).toEqual([]);
  });

  test('N14: says until when it can be stopped, and where from by the place as well', async () => {
    const { smtp, announcements, announce, addDevice, time } = await world();
    const gone = await addDevice({ state: 'suspended' });
    const removalAtMs = time.nowMs + DAY_MS;
    await announce({ what: 'device.suspended', deviceId: gone.id, detail: { why: 'removal', removalAtMs } });
    await announce({ what: 'verifier.added', deviceId: gone.id, detail: { countsFromMs: removalAtMs } });
    await announce({ what: 'login.failed', ip: '198.51.100.7', detail: { location: 'Lisbon' } });
    await announcements.sendDue();
    const [paused, verifier, login] = ['paused', 'finger', 'login'].map((word) =>
      smtp.mails.find(({ headers }) => new RegExp(`^Subject: .*${word}`, 'm').test(headers)),
    );
    // The word that the app has for it.
    expect(paused?.headers).toMatch(/^Subject: Example: One of your devices was paused$/m);
    expect(paused?.text).toContain('Removed:   2026-09-22 14:13 UTC, unless it is brought back');
    expect(verifier?.text).toContain('Counts:    2026-09-22 14:13 UTC');
    expect(login?.text).toContain('From:      198.51.100.7, Lisbon');
  });

  test('whoever is locked out is told why, in the operator’s words', async () => {
    const { smtp, announcements, announce } = await world();
    await announce({ what: 'user.locked', by: 'operator', detail: { reason: 'laptop stolen\r\nBcc: x' } });
    await announcements.sendDue();
    expect(smtp.mails[0]?.text).toMatch(/^ {2}Why: {7}laptop stolenBcc {2}x$/m);
  });

  test('what counted at once has no time from which it will', async () => {
    const { smtp, announcements, announce, addDevice, time } = await world();
    const phone = await addDevice();
    await announce({ what: 'verifier.added', deviceId: phone.id, detail: { countsFromMs: time.nowMs } });
    await announcements.sendDue();
    expect(smtp.mails[0]?.text).not.toContain('Counts:');
  });

  test('a device that is not used is to be opened once, which the mail says', async () => {
    const { smtp, announcements, announce, addDevice } = await world();
    await announce({ what: 'device.idle', deviceId: (await addDevice()).id, by: 'server', detail: { days: 90 } });
    await announcements.sendDue();
    expect(smtp.mails[0]?.text).toContain('open Nod (https://nod.example) on it once: then nothing happens');
  });

  test('a name that looks like a link, or like headers, is neither', async () => {
    const { smtp, announcements, announce, addDevice } = await world();
    const added = await addDevice({ name: 'https://evil.example/x', platform: 'a\r\nBcc: mallory@example.net' });
    await announce({ what: 'device.added', deviceId: added.id });
    await announcements.sendDue();
    expect(smtp.mails[0]?.text).not.toContain('evil.example');
    expect(smtp.mails[0]?.text).not.toMatch(/^Bcc/m);
    expect(smtp.mails[0]?.to).toEqual([ADDRESS]);
  });

  test.each(['silent', 'drip', 'hang-at-end'] as const)(
    'N14: a mail server that hangs (%s) holds up no device, and the mail comes when it is well again',
    async (mood) => {
      const { smtp, announcements, announce, addDevice, told, time, outbox } = await world();
      smtp.mood = mood;
      await addDevice();
      await announce({ what: 'device.removed' });
      const sent = announcements.sendDue();
      await expect.poll(() => told.length, { timeout: 900, interval: 10 }).toBe(1);
      expect(smtp.mails).toEqual([]);
      await sent;
      expect((await outbox()).find(({ channel }) => channel === 'email')).toMatchObject({
        state: 'queued',
        attempts: 1,
      });
      // What hung is let go.
      await expect.poll(() => smtp.open(), { timeout: 3_000 }).toBe(0);
      smtp.mood = 'well';
      time.nowMs += (RETRY_AFTER_MS[0] ?? 0) * 2;
      await announcements.sendDue();
      expect(smtp.mails).toHaveLength(1);
    },
  );

  test('a stop ends a mail that hangs', async () => {
    const { smtp, announcements, announce } = await world();
    smtp.mood = 'silent';
    await announce({ what: 'device.removed' });
    const sent = announcements.sendDue();
    await expect.poll(() => smtp.open()).toBe(1);
    const before = performance.now();
    await announcements.stop();
    expect(performance.now() - before).toBeLessThan(800);
    await sent;
  });

  test('an address that the server refuses for good is given up; for now, is tried again', async () => {
    const { smtp, announcements, announce, outbox, logged } = await world();
    smtp.mood = 'later';
    await announce({ what: 'device.removed' });
    await announcements.sendDue();
    expect(await outbox()).toMatchObject([{ state: 'queued', answer: 'EENVELOPE 450' }]);
    smtp.mood = 'refuse';
    await announce({ what: 'verifier.removed' });
    await announcements.sendDue();
    expect((await outbox()).map(({ state }) => state).sort()).toEqual(['failed', 'queued']);
    expect(logged()).not.toContain(ADDRESS);
  });

  test('the password is in no log, whatever the server says', async () => {
    const { smtp, announcements, announce, logged, outbox } = await world({ auth: { user: 'nod', pass: 'S3CRET' } });
    smtp.mood = 'no-login';
    await announce({ what: 'device.removed' });
    await announcements.sendDue();
    expect(smtp.mails).toEqual([]);
    expect(logged()).toContain('did not take');
    expect(logged() + JSON.stringify(await outbox())).not.toMatch(/S3CRET|UzNDUkVU/);
  });

  test('without an address, or without a mail server, nothing is kept waiting', async () => {
    const none = await world({ address: null });
    await none.announce({ what: 'device.removed' });
    expect(await none.outbox()).toEqual([]);
    const store = await fresh();
    const off = await announcementsWorld(store);
    await store.db
      .insertInto('email_addresses')
      .values({ user_id: off.alice.id, address: ADDRESS, counts_from_ms: 0, old_address: null })
      .execute();
    await off.announce({ what: 'device.removed' });
    await off.announcements.sendDue();
    expect(await off.outbox()).toMatchObject([{ state: 'skipped', next_attempt_ms: null }]);
  });

  describe('the address', () => {
    const spend = async () => undefined;

    test('A6.3.7: a change is told to the old address and the new one, and counts a day later', async () => {
      const { smtp, announcements, announce, addDevice, time } = await world();
      const phone = await addDevice();
      const changed = await announcements.changeEmail(phone, {
        email: 'mallory@example.net',
        ip: '198.51.100.9',
        spend,
      });
      expect(changed).toEqual({ email: 'mallory@example.net', countsFromMs: time.nowMs + DAY_MS, available: true });
      await announcements.sendDue();
      expect(smtp.mails.flatMap(({ to }) => to).sort()).toEqual([ADDRESS, 'mallory@example.net']);
      for (const { text } of smtp.mails) expect(text).toContain('198.51.100.9');
      smtp.mails.length = 0;
      time.nowMs += DAY_MS - 1;
      await announce({ what: 'device.removed' });
      await announcements.sendDue();
      expect(smtp.mails.flatMap(({ to }) => to)).toEqual([ADDRESS]);
      time.nowMs += 1;
      await announce({ what: 'device.removed' });
      await announcements.sendDue();
      expect(smtp.mails.flatMap(({ to }) => to)).toEqual([ADDRESS, 'mallory@example.net']);
    });

    test('A6.3.7: a second change within the day takes nothing from the old address', async () => {
      const { smtp, announcements, addDevice, time } = await world();
      const phone = await addDevice();
      await announcements.changeEmail(phone, { email: 'm1@example.net', spend });
      time.nowMs += 1_000;
      await announcements.changeEmail(phone, { email: 'm2@example.net', spend });
      time.nowMs += 1_000;
      await announcements.changeEmail(phone, { email: null, spend });
      await announcements.sendDue();
      expect(smtp.mails.filter(({ to }) => to[0] === ADDRESS)).toHaveLength(3);
    });

    test('A6.3.7: set back within the day, it counts at once', async () => {
      const { announcements, addDevice } = await world();
      const phone = await addDevice();
      await announcements.changeEmail(phone, { email: 'mallory@example.net', spend });
      expect(await announcements.changeEmail(phone, { email: ADDRESS, spend })).toMatchObject({
        email: ADDRESS,
        countsFromMs: null,
      });
    });

    test('N16: a device that is new among others may not change it for three days; the first of all may', async () => {
      const { announcements, addDevice, time, store } = await world();
      await addDevice();
      const young = await addDevice({ activated_at_ms: time.nowMs });
      const change = () => announcements.changeEmail(young, { email: 'mallory@example.net', spend });
      time.nowMs += 3 * DAY_MS - 1;
      await expect(change()).rejects.toMatchObject({ code: 'device_too_young' });
      expect(await announcements.email(young)).toMatchObject({ email: ADDRESS });
      time.nowMs += 1;
      expect(await change()).toMatchObject({ email: 'mallory@example.net' });
      await store.db.deleteFrom('devices').execute();
      const only = await addDevice({ activated_at_ms: time.nowMs });
      expect(await announcements.changeEmail(only, { email: 'new@example.org', spend })).toMatchObject({
        email: 'new@example.org',
      });
    });

    test('N16: a device that was suspended since changes nothing', async () => {
      const { announcements, addDevice, store } = await world();
      const phone = await addDevice();
      await store.db.updateTable('devices').set({ state: 'suspended' }).execute();
      const change = announcements.changeEmail(phone, { email: 'mallory@example.net', spend });
      await expect(change).rejects.toMatchObject({ code: 'device_suspended' });
    });

    test('nobody is sent mail by somebody who plays with addresses', async () => {
      const { announcements, addDevice, time, announce } = await world();
      const phone = await addDevice();
      for (const name of ['a', 'b', 'c']) {
        await announcements.changeEmail(phone, { email: `${name}@example.net`, spend });
        await announce({ what: 'device.removed' });
      }
      const fourth = () => announcements.changeEmail(phone, { email: 'd@example.net', spend });
      await expect(fourth()).rejects.toMatchObject({ code: 'rate_limited', params: { retryAfterSeconds: 86_400 } });
      // The same again is no change.
      await announcements.changeEmail(phone, { email: 'c@example.net', spend });
      time.nowMs += DAY_MS;
      expect(await fourth()).toMatchObject({ email: 'd@example.net' });
    });

    test.each(['alice@example.org\r\nBcc: mallory@example.net', 'a@example.org,b@example.org', 'jürgen@example.org'])(
      'refuses %j and changes nothing',
      async (email) => {
        const { announcements, addDevice } = await world();
        const phone = await addDevice();
        await expect(announcements.changeEmail(phone, { email, spend })).rejects.toMatchObject({
          code: 'email_invalid',
        });
        expect(await announcements.email(phone)).toMatchObject({ email: ADDRESS });
      },
    );
  });
});
