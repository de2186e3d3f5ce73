import type { DeliveryHealth } from '../AllQuiet.tsx';
import type { AppState } from './store.ts';

/** Whether requests reach this device: the worst of what is known. */
export function deliveryHealth({ warnings }: Pick<AppState, 'warnings'>): DeliveryHealth {
  for (const { code } of warnings) {
    const health = HEALTH[code];
    if (health) return health;
  }
  return 'ok';
}

const HEALTH: Readonly<Partial<Record<AppState['warnings'][number]['code'], DeliveryHealth>>> = {
  notifications_denied: 'off',
  notifications_not_asked: 'off',
  push_gone: 'failing',
  push_failing: 'failing',
  push_unavailable: 'slowed',
  push_slowed: 'slowed',
  push_untested: 'untested',
  not_shown: 'hidden',
  pull_only: 'pull',
  push_unchecked: 'unknown',
};
