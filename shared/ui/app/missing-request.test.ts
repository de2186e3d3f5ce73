import { expect, test } from 'vitest';
import { AuthenticatorError } from '../../authenticator/errors.ts';
import { whyMissing } from './screens/RequestMissing.tsx';

test('a phone whose storage was taken away is told that it isn’t paired any more, whatever else went wrong', () => {
  const title = 'This phone isn’t paired any more';
  expect(whyMissing(undefined, false, 'phone').title).toBe(title);
  expect(whyMissing(new AuthenticatorError('offline', ''), false, 'phone').title).toBe(title);
});

test('a request that isn’t here is gone only once the servers were asked', () => {
  expect(whyMissing(undefined, true, 'phone')).toMatchObject({
    title: 'This request is gone',
    body: 'It is over, or it isn’t for this phone. Nothing was approved here.',
  });
  expect(whyMissing(new AuthenticatorError('offline', ''), true, 'phone').title).toBe('No network');
});
