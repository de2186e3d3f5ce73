import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';

/** What may be read, by its public name. A list: no path from a request ever reaches the file system. */
const FILES: Record<string, { path: string; type: string }> = {
  'tokens.css': { path: '../shared/ui/tokens.css', type: 'text/css; charset=utf-8' },
  'harbour.css': { path: './harbour.css', type: 'text/css; charset=utf-8' },
  'icon.svg': { path: './icon.svg', type: 'image/svg+xml' },
  // Built by `npm start` from demo/browser.
  'waiting.js': { path: '../dist/demo/waiting.js', type: 'text/javascript; charset=utf-8' },
  'pairing.js': { path: '../dist/demo/pairing.js', type: 'text/javascript; charset=utf-8' },
};

/** Style sheets, pictures and scripts. */
export function assets(): Hono {
  const app = new Hono();
  app.get('/:name', async (c) => {
    const file = Object.hasOwn(FILES, c.req.param('name')) ? FILES[c.req.param('name')] : undefined;
    if (!file) return c.text('No such file.', 404);
    const body = await readFile(new URL(file.path, import.meta.url)).catch(() => undefined);
    if (!body) return c.text('Not built yet: run `npm start`.', 503);
    return c.body(new Uint8Array(body), 200, { 'Content-Type': file.type, 'Cache-Control': 'no-cache' });
  });
  return app;
}
