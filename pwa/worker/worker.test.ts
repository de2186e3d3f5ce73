import { expect, test } from 'vitest';
import { handleNotificationClick } from '../../shared/authenticator/background/notification-click.ts';
import {
  handlePush,
  handleSubscriptionChange,
  handleWake,
} from '../../shared/authenticator/background/worker-events.ts';
import { sha256 } from '../../shared/protocol/hash.ts';
import { clickOn, startWorker, type TestWorker } from './testing-context.ts';

type Changes = Parameters<TestWorker['harness']['server']['challenge']>[0];

async function pushed(changes: Changes = {}) {
  const worker = await startWorker();
  const { id, push } = await worker.harness.server.challenge(changes);
  await handlePush(worker.context, push);
  const state = () => worker.harness.server.challenges.get(id)?.state;
  return { worker, id, push, state };
}

test('a push shows its notification, counts on the badge, and tells open pages', async () => {
  const { worker } = await pushed();
  const [shown] = worker.notifications.values();
  expect(shown?.title).toBe('Demo Bank');
  expect(shown?.options.actions.map(({ action }) => action)).toEqual(['deny', 'approve']);
  expect(worker.badges).toEqual([1]);
  expect(worker.announced).toEqual([{ type: 'changed' }]);
});

test.each([
  ['approve', 'approved'],
  ['deny', 'denied'],
])('the %s button answers with no page open', async (action, expected) => {
  const { worker, state } = await pushed();
  await handleNotificationClick(worker.context, clickOn(worker, action));
  expect(state()).toBe(expected);
  expect(worker.opened).toEqual([]);
  expect(worker.notifications.size).toBe(0);
  expect(worker.badges.at(-1)).toBe(0);
});

test('N1: approving from a notification where a code is due opens the app instead', async () => {
  const { worker, id, state } = await pushed({ code: '482913' });
  await handleNotificationClick(worker.context, clickOn(worker, 'approve'));
  expect(state()).toBe('pending');
  expect(worker.opened).toEqual([`#/request/${id}`]);
});

test('a press on the notification itself opens its request', async () => {
  const { worker, id, state } = await pushed();
  await handleNotificationClick(worker.context, clickOn(worker, ''));
  expect(worker.opened).toEqual([`#/request/${id}`]);
  expect(state()).toBe('pending');
});

test('a notification whose data is not ours opens the app and answers nothing', async () => {
  const { worker, state } = await pushed();
  for (const data of [null, 'x', {}, { kind: 'request', request: {} }, { kind: 1, request: null }]) {
    await handleNotificationClick(worker.context, { action: 'approve', data });
  }
  expect(new Set(worker.opened)).toEqual(new Set(['#/']));
  expect(state()).toBe('pending');
});

test('offline: says that the answer is kept, asks to be woken, and sends it then', async () => {
  const { worker, state } = await pushed();
  const click = clickOn(worker, 'approve');
  worker.harness.online.value = false;
  await handleNotificationClick(worker.context, click);
  expect([...worker.notifications.values()][0]?.options.body).toContain('kept');
  expect(worker.wakes).toEqual(['outbox']);
  worker.harness.online.value = true;
  await handleWake(worker.context);
  expect(state()).toBe('approved');
});

test('too late: says so, and that nothing was approved', async () => {
  const { worker, state } = await pushed({ lifeSeconds: 30 });
  const click = clickOn(worker, 'approve');
  worker.harness.tick(31_000);
  await handleNotificationClick(worker.context, click);
  expect(state()).toBe('pending');
  expect([...worker.notifications.values()][0]?.options.body).toContain('Nothing was approved');
});

test('a push that can’t be believed shows a neutral notification without buttons', async () => {
  const worker = await startWorker();
  await handlePush(worker.context, 'not a push of Nod');
  const [shown] = worker.notifications.values();
  expect(shown?.options.actions).toEqual([]);
  expect(shown?.options.body).toContain('couldn’t check');
});

test('when the server’s push key has changed, the subscription is made anew and reported', async () => {
  const worker = await startWorker();
  const { harness, context, subscription } = worker;
  harness.server.vapidPublicKey = `B${'C'.repeat(86)}`;
  await handleSubscriptionChange(context);
  expect(subscription.vapidPublicKey).toBe(harness.server.vapidPublicKey);
  expect(harness.server.devices[0]?.subscription?.endpoint).toBe(subscription.current.endpoint);
});

test('after a push the server is asked only when the endpoint differs from its record', async () => {
  const worker = await startWorker();
  const { harness, context, deviceId, subscription } = worker;
  expect((await harness.core.keys.account(deviceId))?.endpointHash).toBe(await sha256(subscription.current.endpoint));
  await handlePush(context, (await harness.server.challenge()).push);
  expect(harness.server.calls).not.toContain('GET self');
  subscription.current = { ...subscription.current, endpoint: 'https://push.example/moved' };
  await handlePush(context, (await harness.server.challenge()).push);
  expect(harness.server.devices[0]?.subscription?.endpoint).toBe('https://push.example/moved');
});

test('an endpoint that the server found gone is replaced by a fresh one', async () => {
  const worker = await startWorker();
  const { harness, context, subscription } = worker;
  for (const device of harness.server.devices) device.pushHealth = 'gone';
  const before = subscription.current.endpoint;
  await handleSubscriptionChange(context);
  expect(subscription.current.endpoint).not.toBe(before);
  expect(harness.server.devices[0]?.subscription?.endpoint).toBe(subscription.current.endpoint);
});
