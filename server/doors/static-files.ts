import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Answer } from './answer.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};
const COMPRESSIBLE = /^(?:text\/|application\/(?:json|manifest)|image\/svg)/;
const COMPRESS_FROM_BYTES = 1024;
/** Vite puts a hash of the content into these names, so the content behind one never changes. */
const HASHED_NAME = /-[A-Za-z0-9_-]{8,}\.\w+$/;

interface StaticFile {
  contentType: string;
  etag: string;
  cacheControl: string;
  bytes: Uint8Array<ArrayBuffer>;
  gzip: Uint8Array<ArrayBuffer> | undefined;
}

export interface StaticFiles {
  /** All addresses that have a file. */
  readonly paths: readonly string[];
  /** Undefined when there is no such file. */
  serve(path: string, request: Request): Answer | undefined;
}

/**
 * Reads the built PWA into memory once, at the start: it is small, and a request can then name only files that the build
 * made. There is no path to traverse.
 * @param directory absolute path of the build; when it doesn't exist there are no files
 */
export function loadStaticFiles(directory: string): StaticFiles {
  const files = new Map<string, StaticFile>();
  for (const name of listFiles(directory)) {
    files.set(`/${name.split(path.sep).join('/')}`, readStaticFile(path.join(directory, name)));
  }
  // Routing is in the fragment: one document, at one address.
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);

  return {
    paths: [...files.keys()],
    serve(requestPath, request) {
      const file = files.get(requestPath);
      if (file === undefined) return undefined;
      const headers: Record<string, string> = { etag: file.etag, 'cache-control': file.cacheControl };
      if (file.gzip !== undefined) headers.vary = 'accept-encoding';
      const known = request.headers.get('if-none-match');
      if (known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === file.etag)) {
        return { status: 304, contentType: undefined, body: null, headers };
      }
      const zipped = file.gzip !== undefined && acceptsGzip(request.headers.get('accept-encoding'));
      if (zipped) headers['content-encoding'] = 'gzip';
      const body = zipped && file.gzip !== undefined ? file.gzip : file.bytes;
      return { status: 200, contentType: file.contentType, body, headers };
    },
  };
}

function listFiles(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)));
}

function readStaticFile(file: string): StaticFile {
  const bytes = new Uint8Array(readFileSync(file));
  const contentType = CONTENT_TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
  const worthIt = COMPRESSIBLE.test(contentType) && bytes.length >= COMPRESS_FROM_BYTES;
  return {
    contentType,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`,
    cacheControl: HASHED_NAME.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
    bytes,
    gzip: worthIt ? new Uint8Array(gzipSync(bytes, { level: 9 })) : undefined,
  };
}

function acceptsGzip(header: string | null): boolean {
  return header !== null && /(?:^|,)\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?:,|$)/i.test(header);
}
