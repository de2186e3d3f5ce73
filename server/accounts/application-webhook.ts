import * as v from 'valibot';
import { isSecureUrl } from './names.ts';

const basicAuthText = v.pipe(
  v.string('must be text'),
  v.minLength(1, 'must not be empty'),
  v.maxLength(256, 'is too long'),
  v.regex(/^[^\p{Cc}\p{Cs}]+$/u, 'must not hold control characters'),
);

/** Where an application is asked about new devices (devices/registration-webhook.ts). @param options for the demo */
export function webhookSchema(options: { allowHttpLocalhost: boolean }) {
  return v.strictObject({
    url: v.pipe(
      v.string('must be text'),
      v.maxLength(1024, 'is too long'),
      v.check((text) => isSecureUrl(text, options), 'must be an address with https://'),
      v.check((text) => !hasCredentials(text), 'must not hold a user name or password'),
    ),
    // RFC 7617: the first colon ends the user name.
    username: v.pipe(
      basicAuthText,
      v.check((text) => !text.includes(':'), 'must not hold a colon'),
    ),
    password: basicAuthText,
  });
}

function hasCredentials(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.username !== '' || url.password !== '');
}
