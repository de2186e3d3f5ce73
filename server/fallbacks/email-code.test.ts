import { expect, it } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import { createFallbacks } from './fallbacks.ts';
import { fallbacksOn, guessWithoutEnd } from './testing-fallbacks.ts';

const wrong = { code: 'wrong_code' };
const ADDRESS = 'alice@example.org';

onBothStores('a code by e-mail', (fresh) => {
  it('N9: it approves, and the receipt says that nothing was shown by it', async () => {
    const world = await fallbacksOn(await fresh());
    const { ask, open, answer, setEmail, mailedCode, mails, application, challenges } = world;
    await setEmail(ADDRESS);
    const { id } = await ask();
    expect(await open(id, 'email')).toEqual({ digits: 8 });
    const code = await mailedCode();
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: ADDRESS, subject: 'Nod at home: a code to sign in' });
    expect(mails[0]?.text).toContain('sign in to Wiki as alice');
    expect(mails[0]?.subject).not.toMatch(/[0-9]{4}/);
    expect(mails[0]?.text.match(/https?:\S+/g)).toEqual(['https://nod.example.']);
    expect(await answer(id, code, application, 'email')).toMatchObject({ state: 'approved', fallback: 'email' });
    const claims = JSON.parse(
      Buffer.from((await challenges.receipt(application, id)).split('.')[1] ?? '', 'base64url').toString(),
    );
    expect(claims).toMatchObject({ fallback: 'email', amr: [], acr: 'urn:nod:acr:fallback' });
    expect(await world.announced()).toEqual(['fallback.used']);
    await world.expectUntouched();
  });

  it('N9: it is a way only where the operator has named it, and this server sends e-mail', async () => {
    const world = await fallbacksOn(await fresh());
    const { ask, open, addApplication, fallbacks, application, core, challenges } = world;
    const usual = await addApplication({ name: 'Lights' });
    await expect(open((await ask(usual)).id, 'email', usual)).rejects.toMatchObject({ code: 'fallback_not_allowed' });
    const mute = createFallbacks(core, { challenges, sendMail: undefined, serverName: 'Nod' });
    const { id: challengeId } = await ask();
    await expect(mute.open({ application, challengeId, way: 'email' })).rejects.toMatchObject({
      code: 'fallback_not_allowed',
    });
    const asked = { match: 'code', userVerification: 'preferred', hasAttachments: false } as const;
    expect(fallbacks.of(application, asked)).toContain('email');
    expect(mute.of(application, asked)).toEqual(['offline', 'totp', 'bypass']);
  });

  it('N2: bound to its challenge, ten minutes, and good once', async () => {
    const { ask, open, answer, setEmail, mailedCode, application, addApplication, time, store } = await fallbacksOn(
      await fresh(),
    );
    await setEmail(ADDRESS);
    const lights = await addApplication({ name: 'Lights', fallbacks: ['email'] });
    const [here, there] = [await ask(), await ask(lights)];
    await open(here.id, 'email');
    const code = await mailedCode();
    await open(there.id, 'email', lights);
    await expect(answer(there.id, code, lights, 'email')).rejects.toMatchObject(wrong);
    time.nowMs += 600_000;
    await expect(answer(here.id, code, application, 'email')).rejects.toMatchObject({ code: 'challenge_final' });
    await store.db.deleteFrom('fallback_counters').execute();

    const used = await ask();
    await open(used.id, 'email');
    const once = await mailedCode();
    await answer(used.id, once, application, 'email');
    await expect(answer(used.id, once, application, 'email')).rejects.toMatchObject({ code: 'challenge_final' });
    await expect(answer((await ask()).id, once, application, 'email')).rejects.toMatchObject(wrong);
  });

  it.each(['deny', 'report'] as const)('after a %s neither a code counts nor is one sent', async (decision) => {
    const { ask, open, answer, setEmail, mailedCode, mails, decide, device, application } = await fallbacksOn(
      await fresh(),
    );
    await setEmail(ADDRESS);
    const { id } = await ask();
    await open(id, 'email');
    const code = await mailedCode();
    await decide(device, id, { decision });
    await expect(answer(id, code, application, 'email')).rejects.toMatchObject({ code: 'challenge_final' });
    await expect(open((await ask()).id, 'email')).rejects.toMatchObject({
      code: decision === 'deny' ? 'user_backing_off' : 'user_quarantined',
    });
    expect(mails).toHaveLength(1);
  });

  it('where a denial is concealed it looks the same, and nobody gets a mail', async () => {
    const world = await fallbacksOn(await fresh(), { revealDenial: false });
    const { ask, open, setEmail, mailedCode, mails, decide, device } = world;
    await setEmail(ADDRESS);
    const { id } = await ask();
    await decide(device, id, { decision: 'deny' });
    expect(await open(id, 'email')).toEqual({ digits: 8 });
    await mailedCode();
    expect(mails).toEqual([]);
  });

  it('N6: whether there is an address can’t be told by it; kept is a MAC, logged nothing of it', async () => {
    const world = await fallbacksOn(await fresh());
    const { accounts, addDevice, ask, open, answer, setEmail, mailedCode, mails, post, application, store } = world;
    await accounts.createUser({ username: 'bob' });
    await addDevice('bob');
    await setEmail(ADDRESS);
    const told: { username: string; said: unknown[] }[] = [];
    for (const username of ['alice', 'bob']) {
      for (let time = 0; time < 6; time++) {
        const { id } = await ask(application, username);
        const opened = await open(id, 'email').catch(({ code, params }) => [code, params]);
        const refused = await answer(id, '12345678', application, 'email').catch(({ code, params }) => [code, params]);
        told.push({ username, said: [opened, refused] });
        await store.db.deleteFrom('fallback_counters').execute();
      }
    }
    const of = (name: string) => told.flatMap(({ username, said }) => (username === name ? [said] : []));
    expect(of('alice')).toEqual(of('bob'));
    const code = await mailedCode();
    expect(mails.every(({ to }) => to === ADDRESS)).toBe(true);
    const kept = JSON.stringify([await store.db.selectFrom('email_codes').selectAll().execute(), await world.events()]);
    expect(kept).not.toContain(code.replace('\u00a0', ''));
    expect(kept).not.toContain(ADDRESS);
    world.time.nowMs += 86_400_000;
    post.refuses = true;
    expect(await open((await ask()).id, 'email')).toEqual({ digits: 8 });
    await world.fallbacks.settled();
  });

  it('N9: never to an address that doesn’t count yet', async () => {
    const { ask, open, setEmail, mailedCode, mails, time } = await fallbacksOn(await fresh());
    await setEmail('stranger@example.org', time.nowMs + 86_400_000);
    await open((await ask()).id, 'email');
    await mailedCode();
    expect(mails).toEqual([]);
    time.nowMs += 86_400_000;
    await open((await ask()).id, 'email');
    await mailedCode();
    expect(mails.map(({ to }) => to)).toEqual(['stranger@example.org']);
  });

  it('N5: one mail for a challenge, five in an hour, fifteen in a day, of all applications together', async () => {
    const { ask, open, setEmail, mails, fallbacks, addApplication, time } = await fallbacksOn(await fresh());
    await setEmail(ADDRESS);
    const lights = await addApplication({ name: 'Lights', fallbacks: ['email'] });
    const openNew = async (of?: typeof lights) => {
      const { id } = await ask(of);
      await open(id, 'email', of);
      await open(id, 'email', of);
    };
    const held = { code: 'fallback_backing_off' };
    for (let mail = 0; mail < 5; mail++) await openNew(mail % 2 === 0 ? lights : undefined);
    await expect(openNew()).rejects.toMatchObject({ ...held, params: { retryAfterSeconds: 3600 } });
    for (const _ of [1, 2]) {
      time.nowMs += 3_600_000;
      for (let mail = 0; mail < 5; mail++) await openNew();
    }
    time.nowMs += 3_600_000;
    await expect(openNew(lights)).rejects.toMatchObject(held);
    await fallbacks.settled();
    expect(mails).toHaveLength(15);
  });

  it('N5: opened many times at once it sends one mail', async () => {
    const { ask, open, setEmail, mails, fallbacks } = await fallbacksOn(await fresh());
    await setEmail(ADDRESS);
    const { id } = await ask();
    await Promise.all([1, 2, 3, 4].map(() => open(id, 'email')));
    await fallbacks.settled();
    expect(mails).toHaveLength(1);
  });

  it('N2: three wrong codes end this way for that challenge, also for the right one', async () => {
    const { ask, open, answer, setEmail, mailedCode, application, store } = await fallbacksOn(await fresh());
    await setEmail(ADDRESS);
    const { id } = await ask();
    await open(id, 'email');
    const code = await mailedCode();
    for (const guess of ['00000000', '00000001', '00000002']) {
      await expect(answer(id, guess, application, 'email')).rejects.toMatchObject(wrong);
    }
    await store.db.deleteFrom('fallback_counters').execute();
    await expect(answer(id, code, application, 'email')).rejects.toMatchObject({ code: 'email_used_up' });
  });

  it('N4: guesses without end cost the owner that fallback and nothing else', async () => {
    await guessWithoutEnd(await fresh(), 1_000, 'email');
  });
});
