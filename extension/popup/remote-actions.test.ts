import { expect, test } from 'vitest';
import type { ActionAnswer, ActionRequest } from '../messages.ts';
import { createRemoteActions } from './remote-actions.ts';

const answering = (answer: () => Promise<ActionAnswer | undefined>) => {
  const asked: ActionRequest[] = [];
  const actions = createRemoteActions((request) => {
    asked.push(request);
    return answer();
  });
  return { actions, asked };
};

test('an action goes to the worker by its name, and its output comes back', async () => {
  const { actions, asked } = answering(async () => ({ output: ['one'] }));
  expect(await actions.pullWaiting()).toEqual(['one']);
  expect(asked).toEqual([{ type: 'action', name: 'pullWaiting', input: undefined }]);
});

test('an error thrown by the worker has its code here too', async () => {
  const error = { message: 'gone', code: 'device_revoked', params: { state: 'revoked' } } as const;
  const { actions } = answering(async () => ({ error }));
  await expect(actions.pullWaiting()).rejects.toMatchObject({ code: 'device_revoked', params: error.params });
});

test.each([
  // Browsers differ in this.
  ['doesn’t answer', async () => undefined],
  ['is gone', () => Promise.reject(new Error('Could not establish connection.'))],
])('a worker that %s was interrupted: nobody says that nothing was done', async (_how, answer) => {
  const { actions } = answering(answer);
  await expect(actions.resendOutbox()).rejects.toMatchObject({ code: 'interrupted' });
});
