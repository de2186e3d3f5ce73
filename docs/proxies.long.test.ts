import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { withProgram } from '../scripts/testing-program.ts';
import { pairDevice, startTestServer, type TestServer } from '../server/doors/testing-server.ts';
import { type Listener, listen } from '../server/listen.ts';

// The proxies of docs/operations.md, run with the very text that stands there.

const operations = readFileSync(path.join(import.meta.dirname, 'operations.md'), 'utf8');
const example = (language: string) => {
  const text = new RegExp(`\`\`\`${language}\\n([^\`]+)\`\`\``).exec(operations)?.[1];
  if (text === undefined) throw new Error(`docs/operations.md has no example in ${language}`);
  return text;
};
const trustedProxies = /^NOD_TRUSTED_PROXIES=(.+)$/m.exec(operations)?.[1] ?? '';

/** Puts other text in; a text that isn't there any more would leave a test of something else. */
function fill(text: string, replacements: readonly (readonly [string, string])[]): string {
  return replacements.reduce((filled, [from, to]) => {
    if (!filled.includes(from)) throw new Error(`docs/operations.md says "${from}" no more`);
    return filled.replace(from, to);
  }, text);
}

interface Proxy {
  program: string;
  /** @returns the configuration file's text */
  config(ports: { proxy: number; nod: number }, directory: string): string;
  argv(file: string, directory: string): string[];
}

const PROXIES: readonly Proxy[] = [
  {
    program: 'caddy',
    config: ({ proxy, nod }) =>
      `{\n\tadmin off\n\tauto_https off\n}\n${fill(example('caddy'), [
        ['nod.example.org', `http://:${proxy}`],
        ['127.0.0.1:4400', `127.0.0.1:${nod}`],
      ])}`,
    argv: (file) => ['run', '--config', file, '--adapter', 'caddyfile'],
  },
  {
    program: 'nginx',
    config: ({ proxy, nod }, directory) => {
      const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
      return [
        'daemon off;',
        `pid ${directory}/pid;`,
        'events {}',
        'http {',
        'access_log off;',
        ...folders.map((name) => `${name}_temp_path ${directory}/${name};`),
        `server {\nlisten ${proxy};`,
        fill(example('nginx'), [['127.0.0.1:4400', `127.0.0.1:${nod}`]]),
        '}\n}',
      ].join('\n');
    },
    argv: (file, directory) => ['-p', directory, '-c', file, '-e', 'stderr'],
  },
  {
    program: 'haproxy',
    config: ({ proxy, nod }) =>
      fill(example('haproxy'), [
        [':443 ssl crt /etc/haproxy/nod.example.org.pem alpn h2,http/1.1', `:${proxy}`],
        ['127.0.0.1:4400', `127.0.0.1:${nod}`],
      ]),
    argv: (file) => ['-db', '-f', file],
  },
];

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

for (const { program, config, argv } of PROXIES) {
  withProgram(program, (executable) => {
    const directory = mkdtempSync(path.join(tmpdir(), `nod-${program}-`));
    let server: TestServer;
    let listener: Listener;
    let proxy: ChildProcess;
    let proxyPort: number;
    let apiKey: string;
    let output = '';

    beforeAll(async () => {
      const environment = { NOD_TRUSTED_PROXIES: trustedProxies, NOD_HOST: '::' };
      server = await startTestServer({ environment, deps: { clock: Date.now } });
      server.clock.nowMs = Date.now();
      ({ apiKey } = await server.application());
      await pairDevice(server, apiKey, 'alice');
      listener = await listen(server.nod);
      proxyPort = await freePort();
      const file = path.join(directory, 'config');
      writeFileSync(file, config({ proxy: proxyPort, nod: listener.port }, directory));
      proxy = spawn(executable, argv(file, directory), {
        env: { ...process.env, HOME: directory, XDG_DATA_HOME: directory, XDG_CONFIG_HOME: directory },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [proxy.stdout, proxy.stderr]) {
        stream?.on('data', (chunk) => {
          output += chunk;
        });
      }
      const isUp = async () => expect((await call('GET', '/healthz')).status, output).toBe(200);
      await vi.waitFor(isUp, { timeout: 20_000, interval: 200 });
    });
    afterAll(async () => {
      proxy?.kill('SIGKILL');
      await listener?.close(100);
      await server?.close();
      rmSync(directory, { recursive: true, force: true });
    });

    interface Options {
      from?: string;
      headers?: Record<string, string>;
      body?: unknown;
    }

    /** From one of this machine's many addresses, by which the proxy tells clients apart. */
    function open(method: string, url: string, options: Options = {}): Promise<IncomingMessage> {
      const { from = '127.0.0.9', headers = {}, body } = options;
      return new Promise((resolve, reject) => {
        const sent = request(
          {
            host: '127.0.0.1',
            port: proxyPort,
            localAddress: from,
            method,
            path: url,
            agent: false,
            headers: {
              host: 'nod.example.org',
              authorization: `Bearer ${apiKey}`,
              ...(body === undefined ? {} : { 'content-type': 'application/json' }),
              ...headers,
            },
          },
          resolve,
        );
        sent.once('error', reject);
        sent.end(body === undefined ? undefined : JSON.stringify(body));
      });
    }

    async function call(method: string, url: string, options: Options = {}) {
      const response = await open(method, url, options);
      let text = '';
      for await (const chunk of response) text += chunk;
      return { status: response.statusCode, json: text.startsWith('{') ? JSON.parse(text) : undefined };
    }

    const ask = async () => (await call('POST', '/v1/challenges', { body: { user: 'alice' } })).json;
    const guess = (from: string, forwardedFor?: string) =>
      call('POST', '/device/v1/enrollments/claim', {
        from,
        headers: forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor },
        body: { code: 'ABCD-EFGH-JKMN' },
      });

    test('A6.6.3: each client has a limit of its own, and none gets another one by a header', async () => {
      const statuses = async (from: string, forge?: (at: number) => string) => {
        const all = [];
        for (let at = 0; at < 11; at++) all.push((await guess(from, forge?.(at))).status);
        return all;
      };
      expect((await statuses('127.0.0.2')).at(-1)).toBe(429);
      expect((await guess('127.0.0.3')).status).toBe(404);
      expect((await statuses('127.0.0.4', (at) => `198.51.100.${at}`)).at(-1)).toBe(429);
      expect((await statuses('127.0.0.5', (at) => `198.51.100.${at}, 127.0.0.1`)).at(-1)).toBe(429);
      expect(server.logged()).toContain('"ip":"127.0.0.3"');
    });

    test('metrics are not for clients of the proxy, whatever Host they send', async () => {
      for (const host of ['nod.example.org', 'localhost', '127.0.0.1']) {
        expect([host, (await call('GET', '/metrics', { headers: { host } })).status]).toEqual([host, 404]);
      }
    });

    test('a long poll is held for its whole minute', async () => {
      const { id } = await ask();
      const startedMs = performance.now();
      const answer = await call('GET', `/v1/challenges/${id}?wait=60`);
      expect([answer.status, answer.json?.state]).toEqual([200, 'pending']);
      expect(performance.now() - startedMs).toBeGreaterThan(59_000);
    });

    test('events come as they happen, and a quiet stream stays open', async () => {
      const { id } = await ask();
      const stream = await open('GET', `/v1/challenges/${id}/events`);
      let text = '';
      let ended = false;
      stream.on('data', (chunk) => {
        text += chunk;
      });
      stream.once('end', () => {
        ended = true;
      });
      await expect.poll(() => text, { timeout: 2_000 }).toContain('event: challenge');
      await expect.poll(() => text, { timeout: 20_000 }).toContain(': still here');
      expect(ended).toBe(false);
      await call('DELETE', `/v1/challenges/${id}`);
      await expect.poll(() => text, { timeout: 2_000 }).toContain('"state":"canceled"');
      await expect.poll(() => ended, { timeout: 2_000 }).toBe(true);
    });
  });
}
