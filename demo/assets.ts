import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';

/** The files that may be read, by public name. A list, so that no path from a request ever reaches the file system. */
const FILES: Record<string, { paths: string[]; type: string }> = {
  'style.css': {
    paths: [
      '../shared/ui/tokens.css',
      ...['colours', 'base', 'harbour', 'door', 'controls', 'steps', 'room'].map((name) => `./styles/${name}.css`),
    ],
    type: 'text/css; charset=utf-8',
  },
  'icon.svg': { paths: ['./icon.svg'], type: 'image/svg+xml' },
  // Built by `npm start` from demo/browser.
  'waiting.js': { paths: ['../dist/demo/waiting.js'], type: 'text/javascript; charset=utf-8' },
  'pairing.js': { paths: ['../dist/demo/pairing.js'], type: 'text/javascript; charset=utf-8' },
};

/** Style sheet, icon and scripts. */
export function assets(): Hono {
  const app = new Hono();
  app.get('/:name', async (c) => {
    const name = c.req.param('name');
    const file = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
    if (!file) return c.text('No such file.', 404);
    const parts = await Promise.all(file.paths.map(read)).catch(() => undefined);
    if (!parts) return c.text('Not built yet: run `npm start`.', 503);
    return c.body(parts.join('\n'), 200, { 'Content-Type': file.type, 'Cache-Control': 'no-cache' });
  });
  return app;
}

function read(path: string): Promise<string> {
  return readFile(new URL(path, import.meta.url), 'utf8');
}
