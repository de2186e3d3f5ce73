import type { EnrolStep } from '../../authenticator/actions.ts';
import type { Store } from './store.ts';

/**
 * Tells of each step of a pairing that begins now, at once and in order, as the shell puts it into the store.
 * @returns how to stop
 */
export function followSteps(store: Store, onStep: (step: EnrolStep) => void): () => void {
  // What an earlier attempt left there is not a step of this one.
  store.set({ enrolStep: null });
  let last: EnrolStep | null = null;
  return store.listen(() => {
    const { enrolStep } = store.get();
    if (enrolStep === last) return;
    last = enrolStep;
    if (enrolStep !== null) onStep(enrolStep);
  });
}
