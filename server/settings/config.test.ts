import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const production = { NOD_ORIGIN: 'https://nod.example.org', NOD_VAPID_SUBJECT: 'mailto:ops@example.org' };
const demo = { NOD_ORIGIN: 'http://localhost:4400', NOD_DEMO: '1' };

function problemsOf(environment: Record<string, string>, readFile?: (path: string) => string): readonly string[] {
  try {
    readConfig(environment, readFile);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('wants an origin and a contact, and has a default for everything else', () => {
    expect(readConfig(production)).toEqual({
      origin: 'https://nod.example.org',
      port: 4400,
      host: undefined,
      dataDir: path.resolve('data'),
      databaseUrl: undefined,
      retentionDays: undefined,
      deviceIdleDays: 0,
      recoveryDelayHours: 0,
      vapidSubject: 'mailto:ops@example.org',
      trustedProxies: [],
      pushHosts: [],
      pushRewrites: new Map(),
      tls: undefined,
      serverName: 'nod.example.org',
      language: 'en',
      demo: false,
      trying: false,
      pullAllowed: true,
      vouch: 'required',
      logLevel: 'info',
      mail: undefined,
      placesFile: undefined,
      metricsToken: undefined,
    });
  });

  it('a database of places is a file, from where the server was started', () => {
    expect(readConfig({ ...production, NOD_PLACES: ' cities.mmdb ' }).placesFile).toBe(path.resolve('cities.mmdb'));
    expect(readConfig({ ...production, NOD_PLACES: ' ' }).placesFile).toBeUndefined();
  });

  it('the demo works at localhost without more, and is not offered to the network', () => {
    expect(readConfig(demo)).toMatchObject({ origin: 'http://localhost:4400', demo: true, host: '127.0.0.1' });
    expect(
      readConfig({ ...demo, NOD_TEST_PUSH_REWRITE: 'fcm.googleapis.com=http://127.0.0.1:9000' }).pushRewrites,
    ).toEqual(new Map([['fcm.googleapis.com', 'http://127.0.0.1:9000']]));
  });

  it('the demo at a public address loosens nothing', () => {
    expect(readConfig(demo).trying).toBe(true);
    const shown = { ...production, NOD_DEMO: '1' };
    expect(readConfig(shown)).toMatchObject({ demo: true, trying: false, host: undefined });
    expect(problemsOf({ ...shown, NOD_VAPID_SUBJECT: '' }).join()).toContain('NOD_VAPID_SUBJECT');
  });

  it('tells all problems at once, each with the name of its variable', () => {
    const problems = problemsOf({ NOD_ORIGIN: 'nod.example.org', NOD_PORT: 'http', NOD_LOG_LEVEL: 'loud' });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'NOD_ORIGIN',
      'NOD_PORT',
      'NOD_VAPID_SUBJECT',
      'NOD_LOG_LEVEL',
    ]);
    for (const problem of problems) expect(problem).toMatch(/ wants? /);
  });

  const refused: [why: string, environment: Record<string, string>, variable: string][] = [
    ['no origin', { NOD_VAPID_SUBJECT: 'mailto:ops@example.org' }, 'NOD_ORIGIN'],
    ['http in production', { ...production, NOD_ORIGIN: 'http://nod.example.org' }, 'NOD_ORIGIN'],
    [
      'http in production, even when it says demo',
      { ...demo, ...production, NOD_ORIGIN: 'http://nod.example.org' },
      'NOD_ORIGIN',
    ],
    ['localhost in production', { ...production, NOD_ORIGIN: 'http://localhost:4400' }, 'NOD_ORIGIN'],
    ['https localhost in production', { ...production, NOD_ORIGIN: 'https://localhost' }, 'NOD_ORIGIN'],
    ['loopback by number', { ...production, NOD_ORIGIN: 'https://127.0.0.1' }, 'NOD_ORIGIN'],
    ['loopback IPv6', { ...production, NOD_ORIGIN: 'https://[::1]' }, 'NOD_ORIGIN'],
    ['a name below localhost', { ...production, NOD_ORIGIN: 'https://nod.localhost' }, 'NOD_ORIGIN'],
    ['a path', { ...production, NOD_ORIGIN: 'https://example.org/nod' }, 'NOD_ORIGIN'],
    ['a query', { ...production, NOD_ORIGIN: 'https://example.org/?a' }, 'NOD_ORIGIN'],
    ['another scheme', { ...production, NOD_ORIGIN: 'ftp://example.org' }, 'NOD_ORIGIN'],
    ['no contact', { NOD_ORIGIN: 'https://nod.example.org' }, 'NOD_VAPID_SUBJECT'],
    ['W3: a contact at localhost', { ...production, NOD_VAPID_SUBJECT: 'mailto:me@localhost' }, 'NOD_VAPID_SUBJECT'],
    ['W3: a contact page at localhost', { ...production, NOD_VAPID_SUBJECT: 'https://localhost' }, 'NOD_VAPID_SUBJECT'],
    ['W3: a contact that is no address', { ...production, NOD_VAPID_SUBJECT: 'ops@example.org' }, 'NOD_VAPID_SUBJECT'],
    ['W3: a contact over http', { ...production, NOD_VAPID_SUBJECT: 'http://example.org' }, 'NOD_VAPID_SUBJECT'],
    ['W3: a mailto: without a host', { ...production, NOD_VAPID_SUBJECT: 'mailto:ops' }, 'NOD_VAPID_SUBJECT'],
    [
      'rewritten pushes in production',
      { ...production, NOD_TEST_PUSH_REWRITE: 'fcm.googleapis.com=http://127.0.0.1:9000' },
      'NOD_TEST_PUSH_REWRITE',
    ],
    [
      'pushes rewritten to somebody else',
      { ...demo, NOD_TEST_PUSH_REWRITE: 'fcm.googleapis.com=https://evil.example' },
      'NOD_TEST_PUSH_REWRITE',
    ],
    ['half a rewrite', { ...demo, NOD_TEST_PUSH_REWRITE: 'fcm.googleapis.com' }, 'NOD_TEST_PUSH_REWRITE'],
    ['a port too high', { ...production, NOD_PORT: '65536' }, 'NOD_PORT'],
    ['a negative port', { ...production, NOD_PORT: '-1' }, 'NOD_PORT'],
    ['a host name to listen at', { ...production, NOD_HOST: 'nod.example.org' }, 'NOD_HOST'],
    ['a proxy by name', { ...production, NOD_TRUSTED_PROXIES: 'proxy.local' }, 'NOD_TRUSTED_PROXIES'],
    ['an impossible range', { ...production, NOD_TRUSTED_PROXIES: '10.0.0.0/33' }, 'NOD_TRUSTED_PROXIES'],
    ['a push host with a path', { ...production, NOD_PUSH_HOSTS: 'push.example.org/x' }, 'NOD_PUSH_HOSTS'],
    ['an address for a push host', { ...production, NOD_PUSH_HOSTS: '10.0.0.1' }, 'NOD_PUSH_HOSTS'],
    ['a push host without a domain', { ...production, NOD_PUSH_HOSTS: 'localhost' }, 'NOD_PUSH_HOSTS'],
    ['any push host at all', { ...production, NOD_PUSH_HOSTS: '*' }, 'NOD_PUSH_HOSTS'],
    ['a certificate without a key', { ...production, NOD_TLS_CERT: '/tmp/cert.pem' }, 'NOD_TLS_KEY'],
    ['a key without a certificate', { ...production, NOD_TLS_KEY: '/tmp/key.pem' }, 'NOD_TLS_CERT'],
    ['neither yes nor no', { ...production, NOD_PULL: 'maybe' }, 'NOD_PULL'],
    ['a language that Nod doesn’t speak', { ...production, NOD_LANGUAGE: 'toString' }, 'NOD_LANGUAGE'],
    ['a name that turns text around', { ...production, NOD_NAME: 'Nod\u202e' }, 'NOD_NAME'],
    ['a short token', { ...production, NOD_METRICS_TOKEN: 'short' }, 'NOD_METRICS_TOKEN'],
    ['another database', { ...production, NOD_DATABASE_URL: 'mysql://u:p@db/nod' }, 'NOD_DATABASE_URL'],
    ['a retention that is no number', { ...production, NOD_RETENTION_DAYS: 'a year' }, 'NOD_RETENTION_DAYS'],
    ['a day without use that suspends', { ...production, NOD_DEVICE_IDLE_DAYS: '1' }, 'NOD_DEVICE_IDLE_DAYS'],
    ['A6.3.7: a wait of less than 72 hours', { ...production, NOD_RECOVERY_DELAY: '71h' }, 'NOD_RECOVERY_DELAY'],
    ['a wait of more than a month', { ...production, NOD_RECOVERY_DELAY: '721h' }, 'NOD_RECOVERY_DELAY'],
    ['a wait without its unit', { ...production, NOD_RECOVERY_DELAY: '72' }, 'NOD_RECOVERY_DELAY'],
    ['a wait in days', { ...production, NOD_RECOVERY_DELAY: '3d' }, 'NOD_RECOVERY_DELAY'],
    ['a negative retention', { ...production, NOD_RETENTION_DAYS: '-1' }, 'NOD_RETENTION_DAYS'],
    ['no database name', { ...production, NOD_DATABASE_URL: 'postgres://u:p@db' }, 'NOD_DATABASE_URL'],
  ];
  it.each(refused)('refuses %s', (_why, environment, variable) => {
    const problems = problemsOf(environment);
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem).toMatch(new RegExp(`^${variable}\\b`));
  });

  it('never repeats a secret', () => {
    const secrets = {
      NOD_DATABASE_URL: 'mysql://nod:hunter2-secret@db.internal/nod',
      NOD_METRICS_TOKEN: 'hunter2-secret with a space',
      NOD_ORIGIN: 'https://me:hunter2-secret@nod.example.org',
    };
    const problems = problemsOf({ ...production, ...secrets });
    expect(problems).toHaveLength(3);
    expect(problems.join()).not.toContain('hunter2');
  });

  it('keeps logins for as many days as it is told, 0 being a number', () => {
    expect(readConfig({ ...production, NOD_RETENTION_DAYS: '30' }).retentionDays).toBe(30);
    expect(readConfig({ ...production, NOD_DEVICE_IDLE_DAYS: '90' }).deviceIdleDays).toBe(90);
    expect(readConfig({ ...production, NOD_RECOVERY_DELAY: '72h' }).recoveryDelayHours).toBe(72);
    expect(readConfig({ ...production, NOD_RECOVERY_DELAY: 'off' }).recoveryDelayHours).toBe(0);
    expect(readConfig({ ...production, NOD_RETENTION_DAYS: '0' }).retentionDays).toBe(0);
  });

  it('an empty variable is an absent one', () => {
    expect(readConfig({ ...production, NOD_PORT: '', NOD_DATABASE_URL: ' ', NOD_TLS_CERT: '' }).port).toBe(4400);
  });

  it('takes a certificate with its own key, and with no other', () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'nod-tls-'));
    try {
      const make = (name: string) => {
        const key = path.join(directory, `${name}.key`);
        const cert = path.join(directory, `${name}.pem`);
        const subject = ['-subj', '/CN=nod.example.org', '-days', '2', '-nodes'];
        const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
        execFileSync('openssl', ['req', '-x509', ...ec, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' });
        return { NOD_TLS_CERT: cert, NOD_TLS_KEY: key };
      };
      const mine = make('mine');
      const other = make('other');
      const { tls } = readConfig({ ...production, ...mine });
      expect(tls?.key).toBe(readFileSync(mine.NOD_TLS_KEY, 'utf8'));
      expect(problemsOf({ ...production, ...mine, NOD_TLS_KEY: other.NOD_TLS_KEY })[0]).toMatch(/^NOD_TLS_CERT/);
      expect(problemsOf({ ...production, ...mine, NOD_TLS_CERT: '/nonexistent' })[0]).toMatch(
        /^NOD_TLS_CERT .*\/nonexistent.*ENOENT/,
      );
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
