import { expect, test } from 'vitest';
import type { EnrolStep } from '../../authenticator/actions.ts';
import { followSteps } from './enrol-steps.ts';
import { createStore } from './store.ts';

test('each step is told once, whatever else changes, and none of an earlier attempt', () => {
  const store = createStore();
  store.set({ enrolStep: 'testing' });
  const steps: EnrolStep[] = [];
  const stop = followSteps(store, (step) => steps.push(step));
  store.set({ online: false });
  store.set({ enrolStep: 'subscribing' });
  store.set({ reachable: true });
  store.set({ enrolStep: 'testing' });
  stop();
  store.set({ enrolStep: 'binding' });
  expect(steps).toEqual(['subscribing', 'testing']);
});
