import { expect, test } from 'vitest';
import { AuthenticatorError } from '../../authenticator/errors.ts';
import { unheardWords } from './unheard-words.ts';

test('of a locked account it is said that the server goes on listing this device, not that it will hear later', () => {
  const locked = unheardWords(new AuthenticatorError('user_locked', 'locked'), 'phone');
  expect(locked.title).toBe('Your account is locked');
  expect(locked.body).toContain('lists this phone until whoever runs the server removes it');
  const offline = unheardWords(new AuthenticatorError('offline', 'no network'), 'phone');
  expect(offline.title).toBe('The server could not be told');
});
