import { expect, test } from 'vitest';
import { AuthenticatorError, LOCAL_CODES, SERVER_CODES } from '../../authenticator/errors.ts';
import { describeError } from '../words/describe-error.ts';
import { CameraError, wordsFor } from './errors.ts';
import { trustWordsFor } from './trust-words-for.ts';

const unknown = describeError('unknown');

test.each([...LOCAL_CODES, ...SERVER_CODES])('%s has words of its own and a next step', (code) => {
  const words = trustWordsFor(new AuthenticatorError(code, 'for the log'), { here: 'phone' });
  expect(words.title).not.toBe(unknown.title);
  expect(words.body).not.toBe('');
  expect(words.nextStep ?? '').not.toBe('');
  // Words of the trade stay out of people's sight.
  expect(`${words.title} ${words.body} ${words.nextStep}`).not.toMatch(
    /\b(challenge|credential|token|subscription|key)\b/i,
  );
});

test('facts of the server make the sentence exact', () => {
  const error = new AuthenticatorError('wrong_code', '', { params: { triesLeft: 1 } });
  expect(wordsFor(error, { here: 'phone' }).body).toContain('1 try');
});

test.each(['camera_denied', 'camera_unavailable'] as const)('%s has words', (code) => {
  expect(wordsFor(new CameraError(code, null), { here: 'phone' }).title).not.toBe(unknown.title);
});
