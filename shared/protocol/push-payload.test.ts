import { describe, expect, it } from 'vitest';
import { type ChallengeClaims, signChallenge } from './challenge.ts';
import { buildPushPayload, MAX_PUSH_PLAINTEXT_BYTES, parsePushPayload } from './push-payload.ts';
import { jsonBytes } from './text.ts';
import { makeTestKey } from './vectors/forge.ts';

const wide = '𝕎'; // four bytes of UTF-8 a character

/** The largest challenge that the schemas let through, in the characters that take most bytes. */
function largestChallenge(): ChallengeClaims {
  const action = { title: wide.repeat(120), details: [{ label: 'l', value: '' }] };
  action.details[0] = {
    label: 'l',
    value: 'v'.repeat(1500 - jsonBytes({ ...action, details: [{ label: 'l', value: '' }] })),
  };
  const context = {
    ip: '2001:0db8:0000:0000:0000:ff00:0042:8329',
    location: '',
    browser: 'Chrome',
    os: 'macOS',
    origin: '',
  };
  context.origin = `https://${'o'.repeat(90)}`;
  context.location = 'L'.repeat(300 - jsonBytes(context));
  return {
    iss: `https://${'n'.repeat(92)}`,
    sub: `usr_${'A'.repeat(22)}`,
    aud: 'nod-device',
    jti: `chl_${'A'.repeat(22)}`,
    iat: 1_790_000_000,
    exp: 1_790_000_600,
    nonce: 'A'.repeat(22),
    app: { id: `app_${'A'.repeat(22)}`, name: wide.repeat(29) },
    action,
    context: { ...context, location: context.location.slice(0, 80) },
    match: 'code',
    digits: 6,
    uv: 'discouraged',
  };
}

describe('push payload', () => {
  it('the largest challenge that is accepted fits into a push with the longest notification', async () => {
    const claims = largestChallenge();
    expect(jsonBytes(claims.action)).toBe(1500);
    const challenge = await signChallenge(claims, await makeTestKey());
    const payload = buildPushPayload(
      { challenge },
      {
        title: wide.repeat(120),
        body: '"'.repeat(300),
        navigate: `${claims.iss}/#/request/${claims.jti}`,
        tag: claims.jti,
      },
    );
    expect(new TextEncoder().encode(payload).length).toBe(MAX_PUSH_PLAINTEXT_BYTES);
    expect(parsePushPayload(payload)).toEqual({ challenge });
  });

  it('so does the largest that asks for an origin', async () => {
    const claims = largestChallenge();
    const origins = ['https://a.example', `https://${'b'.repeat(63)}.${'c'.repeat(63)}.example`];
    const [detail = { label: '', value: '' }] = claims.action.details;
    const value = detail.value.slice(0, -jsonBytes(origins));
    const action = { ...claims.action, details: [{ ...detail, value }] };
    expect(jsonBytes(action) + jsonBytes(origins)).toBe(1500);
    const challenge = await signChallenge({ ...claims, match: 'origin', origins, action }, await makeTestKey());
    const navigate = `${claims.iss}/#/request/${claims.jti}`;
    const body = '"'.repeat(300);
    const payload = buildPushPayload({ challenge }, { title: wide.repeat(120), body, navigate, tag: claims.jti });
    expect(parsePushPayload(payload)).toEqual({ challenge });
  });

  it('is valid declarative JSON and padded, so that its length tells nothing about the request', () => {
    const of = (challenge: string) =>
      buildPushPayload(
        { challenge },
        { title: 'Notes', body: 'Sign in?', navigate: 'https://nod.example/#/', tag: 't' },
      );
    expect(of('a'.repeat(100)).length).toBe(1024);
    expect(of('a'.repeat(800)).length).toBe(1024);
    expect(of('a'.repeat(1500)).length).toBe(2048);
    expect(JSON.parse(of('a'))).toMatchObject({
      web_push: 8030,
      mutable: true,
      notification: { title: 'Notes', navigate: expect.any(String) },
    });
  });

  it.each([
    ['', 'malformed'],
    ['null', 'malformed'],
    ['{"web_push":8030}', 'malformed'],
    ['{"web_push":8030,"notification":{"data":{"challenge":"a","notice":"b"}}}', 'malformed'],
    ['{"web_push":8030,"notification":{"data":{"challenge":"a"},"data":{"challenge":"b"}}}', 'duplicate_member'],
    [' '.repeat(5000), 'oversized'],
  ])('refuses %j', (text, code) => {
    expect(() => parsePushPayload(text)).toThrow(expect.objectContaining({ code }));
  });
});
