import { expect, test } from 'vitest';
import type { AnnouncementView } from '../protocol/trust-api.ts';
import { happenedSentence } from './announcement-words.ts';

test.each([
  [{ replaced: false }, 'Recovery codes were made'],
  [{ replaced: true }, 'New recovery codes were made; those of before are good for nothing now'],
  [{}, 'New recovery codes were made; those of before are good for nothing now'],
])('recovery codes with %o: first ones end none of before', (detail, sentence) => {
  expect(happenedSentence({ what: 'recovery.codes_made', detail, device: null } as unknown as AnnouncementView)).toBe(
    sentence,
  );
});
