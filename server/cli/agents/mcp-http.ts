import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { sameSecret, sha256 } from '../../crypto/seal.ts';

/**
 * MCP over HTTP, for clients on this machine. A page in a browser on it can send requests to loopback as well, by a name of
 * its own that it points there: so the host, the origin and a bearer are checked, before anything is read.
 */
const NAMES = ['127.0.0.1', 'localhost', '[::1]'];
const PATH = '/mcp';
/** A question with all that it may attach is below that. What is longer would be held whole, beside what other agents wait for. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** @returns the refusal, if there is one */
export function refusalOf(request: Request, { port, bearer }: { port: number; bearer: string }): Response | undefined {
  const hosts = NAMES.map((name) => `${name}:${port}`);
  if (!hosts.includes(request.headers.get('host') ?? '')) return plain(421, 'Not a name of this server.');
  const origin = request.headers.get('origin');
  if (origin !== null && !hosts.some((host) => origin === `http://${host}`)) {
    return plain(403, 'Not from pages of other sites.');
  }
  const said = /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
  // Hashed, so that not even the length is told.
  if (!sameSecret(sha256(said), sha256(bearer))) {
    return plain(401, 'Send the bearer of this server.', { 'www-authenticate': 'Bearer' });
  }
  if (new URL(request.url).pathname !== PATH) return plain(404, `It is at ${PATH}.`);
  return request.method === 'POST' ? refusalOfLength(request.headers.get('content-length')) : undefined;
}

/** HTTP's parser holds a body to the length that was declared, so that is all there is to look at. */
function refusalOfLength(declared: string | null): Response | undefined {
  if (declared === null) return plain(411, 'Say how long it is: Content-Length.');
  return Number(declared) <= MAX_BODY_BYTES ? undefined : plain(413, `At most ${MAX_BODY_BYTES} bytes.`);
}

function plain(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(`${text}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } });
}

/** @param port 0 for any. @returns where it listens. @throws the system's error when it can't */
export async function listenMcp(
  handler: { fetch(request: Request): Promise<Response> | Response },
  options: { port: number; bearer: string },
): Promise<{ server: Server; url: string }> {
  let port = options.port;
  const serve = getRequestListener(
    async (request) => refusalOf(request, { port, bearer: options.bearer }) ?? handler.fetch(request),
  );
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000 }, (request, response) => {
    void serve(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : port;
  return { server, url: `http://127.0.0.1:${port}${PATH}` };
}
