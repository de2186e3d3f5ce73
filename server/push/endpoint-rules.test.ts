import { describe, expect, it } from 'vitest';
import { NodError } from '../diagnostics/errors.ts';
import { parseHostPattern } from '../net/hosts.ts';
import { createEndpointRules } from './endpoint-rules.ts';

const rules = createEndpointRules(['push.example.org', '*.mesh.example.org']);

describe('endpoints that browsers hand out are allowed', () => {
  it.each([
    ['https://fcm.googleapis.com/fcm/send/dQw4:APA91b-x_y', 'google', '/fcm/send/dQw4:APA91b-x_y'],
    ['https://jmt17.google.com/fcm/send/abc', 'google', '/fcm/send/abc'],
    ['https://updates.push.services.mozilla.com/wpush/v2/gAAAAABk', 'mozilla', '/wpush/v2/gAAAAABk'],
    ['https://web.push.apple.com/QGk4Wg', 'apple', '/QGk4Wg'],
    ['https://wns2-am3p.notify.windows.com/w/?token=BQYAAAD%2b', 'microsoft', '/w/?token=BQYAAAD%2b'],
    ['https://push.example.org/up?id=1', 'other', '/up?id=1'],
    ['https://a.b.mesh.example.org/x', 'other', '/x'],
  ])('%s', (endpoint, hostClass, path) => {
    const { origin, host } = new URL(endpoint);
    expect(rules.parse(endpoint)).toEqual({ origin, host, path, hostClass });
  });
});

it('names as long as names may be are allowed', () => {
  const host = `${'a'.repeat(63)}.${'a.'.repeat(87)}push.apple.com`;
  expect(host).toHaveLength(252);
  expect(rules.parse(`https://${host}/abc`)).toMatchObject({ host, hostClass: 'apple' });
});

describe('any other endpoint is refused', () => {
  it.each([
    ['nothing', ''],
    ['not a URL', 'fcm.googleapis.com/fcm/send/abc'],
    ['http', 'http://fcm.googleapis.com/fcm/send/abc'],
    ['another scheme', 'ftp://fcm.googleapis.com/abc'],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:text/plain,x'],
    ['a host that is not listed', 'https://push.example.com/abc'],
    ['an allowed host as a prefix', 'https://fcm.googleapis.com.evil.test/abc'],
    ['an allowed host as a suffix without a dot', 'https://evilfcm.googleapis.com/abc'],
    ['a wildcard suffix without a dot', 'https://evilpush.services.mozilla.com/abc'],
    ['a wildcard without a label', 'https://push.apple.com/abc'],
    ['a wildcard with an empty label', 'https://.push.apple.com/abc'],
    ['a subdomain of an exact host', 'https://a.fcm.googleapis.com/abc'],
    ['an allowed host in the path', 'https://evil.test/fcm.googleapis.com/'],
    ['an allowed host in the query', 'https://evil.test/?fcm.googleapis.com'],
    ['an allowed host as user', 'https://fcm.googleapis.com@evil.test/abc'],
    ['an allowed host as user and password', 'https://fcm.googleapis.com:443@evil.test/abc'],
    ['an escaped at sign in the host', 'https://evil.test%40fcm.googleapis.com/abc'],
    ['a user at an allowed host', 'https://user@fcm.googleapis.com/abc'],
    ['a password at an allowed host', 'https://:secret@fcm.googleapis.com/abc'],
    ['an empty user', 'https://@fcm.googleapis.com/abc'],
    ['a backslash before the at sign', 'https://evil.test\\@fcm.googleapis.com/abc'],
    ['backslashes for slashes', 'https:\\\\fcm.googleapis.com\\abc'],
    ['too few slashes', 'https:fcm.googleapis.com/abc'],
    ['too many slashes', 'https:///fcm.googleapis.com/abc'],
    ['a trailing dot', 'https://fcm.googleapis.com./abc'],
    ['two trailing dots', 'https://fcm.googleapis.com../abc'],
    ['another port', 'https://fcm.googleapis.com:8443/abc'],
    ['port 0', 'https://fcm.googleapis.com:0/abc'],
    ['the default port, spelled out', 'https://fcm.googleapis.com:443/abc'],
    ['an empty port', 'https://fcm.googleapis.com:/abc'],
    ['upper case in the host', 'https://FCM.googleapis.com/abc'],
    ['upper case in the scheme', 'HTTPS://fcm.googleapis.com/abc'],
    ['a leading space', ' https://fcm.googleapis.com/abc'],
    ['a trailing newline', 'https://fcm.googleapis.com/abc\n'],
    ['a tab in the host', 'https://fcm.google\tapis.com/abc'],
    ['a newline in the path', 'https://fcm.googleapis.com/a\r\nHost: evil.test'],
    ['a NUL in the path', 'https://fcm.googleapis.com/a\0b'],
    ['a space in the path', 'https://fcm.googleapis.com/a b'],
    ['raw Unicode in the path', 'https://fcm.googleapis.com/\u00e9'],
    ['dot segments', 'https://fcm.googleapis.com/fcm/../admin'],
    ['escaped dot segments', 'https://fcm.googleapis.com/fcm/%2e%2e/admin'],
    ['a fragment', 'https://fcm.googleapis.com/abc#x'],
    ['an empty fragment', 'https://fcm.googleapis.com/abc#'],
    ['a look-alike letter', 'https://fcm.g\u043e\u043egleapis.com/abc'],
    ['a look-alike letter as punycode', 'https://fcm.xn--ggleapis-66g.com/abc'],
    ['a full-width letter that folds to an allowed host', 'https://\uff46cm.googleapis.com/abc'],
    ['an ideographic full stop', 'https://fcm\u3002googleapis.com/abc'],
    ['a soft hyphen, which IDNA drops', 'https://fcm.google\u00adapis.com/abc'],
    ['an escaped letter in the host', 'https://%66cm.googleapis.com/abc'],
    ['an IPv4 address', 'https://169.254.169.254/latest/meta-data'],
    ['a loopback address', 'https://127.0.0.1/abc'],
    ['a decimal IPv4 address', 'https://2130706433/abc'],
    ['a hexadecimal IPv4 address', 'https://0x7f000001/abc'],
    ['an octal IPv4 address', 'https://0177.0.0.1/abc'],
    ['a short IPv4 address', 'https://127.1/abc'],
    ['an IPv6 address', 'https://[::1]/abc'],
    ['a mapped IPv4 address', 'https://[::ffff:127.0.0.1]/abc'],
    ['localhost', 'https://localhost/abc'],
    ['a wildcard with two empty labels', 'https://..push.services.mozilla.com/abc'],
    ['an empty label within', 'https://a..push.services.mozilla.com/abc'],
    ['the pattern itself, with its star', 'https://*.push.apple.com/abc'],
    ['a star within a label', 'https://a*.push.apple.com/abc'],
    ['a label of 64 characters', `https://${'a'.repeat(64)}.push.apple.com/abc`],
    ['a name of more than 253 characters', `https://${'a.'.repeat(121)}push.apple.com/abc`],
    ['a label that begins with a hyphen', 'https://-a.push.apple.com/abc'],
    ['a label that ends with a hyphen', 'https://a-.push.apple.com/abc'],
    ['an underscore in the host', 'https://a_b.push.apple.com/abc'],
    ['more than 1,024 characters', `https://fcm.googleapis.com/${'a'.repeat(1024)}`],
  ])('%s', (_what, endpoint) => {
    expect(() => rules.parse(endpoint)).toThrow(expect.objectContaining({ code: 'endpoint_not_allowed' }));
  });

  it('and the error does not repeat it', () => {
    try {
      rules.parse('https://evil.test/secret-token');
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(NodError);
      const { message, logDetail } = error as NodError;
      expect(`${message} ${logDetail}`).not.toMatch(/evil|secret/);
    }
  });
});

describe('configured hosts', () => {
  it.each([['push.example.org'], ['*.example.org'], [' a-1.example.org ']])('%s is one', (text) => {
    expect(parseHostPattern(text)).toBe(text.trim());
  });

  it.each([
    [''],
    ['*'],
    ['*.'],
    ['org'],
    ['*.org'],
    ['Push.example.org'],
    ['https://push.example.org'],
    ['push.example.org:8443'],
    ['push.example.org/x'],
    ['push.*.org'],
    ['*.*.example.org'],
    ['-a.example.org'],
    ['push.example.org.'],
    ['user@example.org'],
    ['10.0.0.1'],
    ['169.254.169.0xfe'],
    ['[::1]'],
  ])('"%s" is none, and the server does not start with it', (text) => {
    expect(() => createEndpointRules([text])).toThrow(/host name/);
  });
});
