import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright';
import { build, preview } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
/** The policy the real server sends, so that an inline style would fail here too. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/** Builds the gallery, serves it on a free port of the loopback, and hands its address and a Chromium to `visit`. */
export async function withGallery<T>(visit: (address: string, browser: Browser) => Promise<T>): Promise<T> {
  const configFile = join(here, 'vite.config.ts');
  await build({ root: here, configFile, logLevel: 'error' });
  const server = await preview({
    root: here,
    configFile,
    preview: { host: '127.0.0.1', port: 0, headers: { 'Content-Security-Policy': POLICY } },
  });
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('the gallery has no address');
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
  try {
    return await visit(address, browser);
  } finally {
    await browser.close();
    await server.close();
  }
}
