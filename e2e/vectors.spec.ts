import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, expect, test } from '@playwright/test';
import { build } from 'vite';
import { notPoints } from '../shared/protocol/vectors/not-points.ts';
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
  const refused = Object.keys(notPoints).map((name) => [name, 'malformed']);
  expect(await page.evaluate(runNotPoints)).toEqual(Object.fromEntries(refused));
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

/** Runs in the page: only the browser itself says there what is a point. */
async function runNotPoints(): Promise<Record<string, string>> {
  const script = '/not-points.js';
  const { importNotPoints } = (await import(script)) as { importNotPoints(): Promise<Record<string, string>> };
  return importNotPoints();
}

/** Serves a page with the vectors and the verifiers, which are bundled as in the app's build. */
async function startVectorSite(): Promise<{ origin: string; [Symbol.asyncDispose](): Promise<void> }> {
  const files = new Map([
    ['/', { type: 'text/html', body: '<!doctype html><title>Vectors</title>' }],
    ...(await bundleVerifiers()),
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

/** @returns the scripts by their paths on the site */
async function bundleVerifiers(): Promise<[string, { type: string; body: string }][]> {
  const fileOf = (name: string) => fileURLToPath(new URL(name, directory));

  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'es2023',
      lib: {
        entry: { vectors: fileOf('vector.ts'), 'not-points': fileOf('not-points.ts') },
        formats: ['es'],
        fileName: (_format, name) => `${name}.js`,
      },
    },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  const chunks = bundle && 'output' in bundle ? bundle.output : [];
  if (chunks.length === 0) throw new Error('The bundler gave nothing');
  return chunks.map((chunk) => [
    `/${chunk.fileName}`,
    { type: 'text/javascript', body: 'code' in chunk ? chunk.code : '' },
  ]);
}
