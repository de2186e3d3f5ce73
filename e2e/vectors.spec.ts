import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, expect, test } from '@playwright/test';
import { build } from 'vite';
import type { Vector } from '../shared/protocol/vectors/vector.ts';
import { firstPage, launchChromium, launchFirefox } from './harness/browsers.ts';
import { closeServer, listenOnLoopback } from './harness/loopback.ts';
import { TemporaryProfile } from './harness/profile.ts';

// The protocol's vectors in both browsers' own WebCrypto and JavaScript engines. Vitest runs the same ones in Node.

const directory = new URL('../shared/protocol/vectors/', import.meta.url);
const vectors = readdirSync(directory)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, directory), 'utf8')) as Vector[]);

test('the vectors run in Chromium with the same results', async () => {
  using profile = new TemporaryProfile();
  await using browser = await launchChromium({ profileDir: profile.dir });
  await runVectorsIn(browser);
});

test('the vectors run in Firefox with the same results', async () => {
  using profile = new TemporaryProfile();
  await using browser = await launchFirefox({ profileDir: profile.dir });
  await runVectorsIn(browser);
});

async function runVectorsIn(browser: BrowserContext): Promise<void> {
  await using site = await startVectorSite();
  const page = await firstPage(browser);
  await page.goto(site.origin);
  const results = await page.evaluate(runAll);
  expect(results).toHaveLength(vectors.length);
  expect(results.length).toBeGreaterThan(150);
  expect(results).toEqual(vectors.map(({ message, name, result }) => `${message}: ${name} → ${result}`));
}

/** Runs in the page. */
async function runAll(): Promise<string[]> {
  const script = '/vectors.js';
  const { runVector } = (await import(script)) as { runVector(vector: Vector): Promise<string> };
  const all = (await (await fetch('/vectors.json')).json()) as Vector[];
  const results: string[] = [];
  for (const vector of all) {
    const result = await runVector(vector).catch((error: unknown) => `threw ${error}`);
    results.push(`${vector.message}: ${vector.name} → ${result}`);
  }
  return results;
}

/** Serves a page with the vectors and the verifiers, which are bundled as in the app's build. */
async function startVectorSite(): Promise<{ origin: string; [Symbol.asyncDispose](): Promise<void> }> {
  const files = new Map([
    ['/', { type: 'text/html', body: '<!doctype html><title>Vectors</title>' }],
    ['/vectors.js', { type: 'text/javascript', body: await bundleVerifiers() }],
    ['/vectors.json', { type: 'application/json', body: JSON.stringify(vectors) }],
  ]);
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    if (file) response.writeHead(200, { 'content-type': file.type }).end(file.body);
    else response.writeHead(404).end();
  });
  const port = await listenOnLoopback(server);
  return { origin: `http://localhost:${port}`, [Symbol.asyncDispose]: () => closeServer(server) };
}

async function bundleVerifiers(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'es2023',
      lib: { entry: fileURLToPath(new URL('vector.ts', directory)), formats: ['es'], fileName: 'vectors' },
    },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  const chunk = bundle && 'output' in bundle ? bundle.output[0] : undefined;
  if (chunk === undefined) throw new Error('The bundler gave nothing');
  return chunk.code;
}
