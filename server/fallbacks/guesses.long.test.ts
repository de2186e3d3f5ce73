import { it } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import { guessWithoutEnd } from './testing-fallbacks.ts';

onBothStores('guesses', (fresh) => {
  it.each(['bypass', 'offline', 'totp', 'email'] as const)(
    'N4: 100,000 guesses at a code cost the owner that fallback and nothing else: %s',
    { timeout: 600_000 },
    async (way) => {
      await guessWithoutEnd(await fresh(), 100_000, way);
    },
  );
});
