import { expect, test } from './playwright.ts';

test('a real phone denies, hears nothing without a network, fetches by digits, and is lost', { tag: '@long' }, async ({
  nod,
  realPhone,
}) => {
  const { client } = await nod.application({ name: 'Toy Shop' });
  const user = 'grace';
  const stateOf = async (id: string) => (await client.getChallenge(id)).state;
  await realPhone.pair(user);
  await expect(realPhone).toHaveBeenAskedNothing();

  const action = { title: 'Order a kite', details: [{ label: 'Price', value: '€ 40' }] };
  const denied = await client.createChallenge({ user, action });
  await expect(realPhone).toHaveBeenAsked({ title: 'Order a kite', details: { Price: '€ 40' } });
  await expect(realPhone).not.toHaveBeenAsked({ title: 'Order a boat' });
  await expect(realPhone.approve()).rejects.toMatchObject({ code: 'code_needed' });
  const wrong = denied.code === '000000' ? '111111' : '000000';
  await expect(realPhone.approve({ code: wrong })).rejects.toMatchObject({ code: 'wrong_code' });
  await realPhone.deny({ reason: 'Too dear' });
  expect(await client.getChallenge(denied.id)).toMatchObject({ state: 'denied', denyReason: 'Too dear' });

  await test.step('the next one rings nobody, as long as the denial is fresh', async () => {
    const { id, code = '' } = await client.createChallenge({ user, action: { title: 'Order a ball' } });
    await realPhone.typeCode(code);
    await realPhone.approve();
    expect(await stateOf(id)).toBe('approved');
  });

  // The pause after a denial is that application's.
  const { client: ferry } = await nod.application({ name: 'Ferry', match: 'none' });
  await realPhone.offline();
  const { id } = await ferry.createChallenge({ user, action: { title: 'Order a drum' } });
  await expect(expect(realPhone).toHaveBeenAsked({ title: 'Order a drum' }, { timeout: 500 })).rejects.toThrow(
    'and was asked\n  application: "Toy Shop"\n  title: "Order a kite"',
  );
  await realPhone.online();
  await realPhone.report();
  expect((await ferry.getChallenge(id)).state).toBe('reported');

  await realPhone.lose();
  const page = await realPhone.page();
  await page.goto(nod.origin);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('All quiet');
});
