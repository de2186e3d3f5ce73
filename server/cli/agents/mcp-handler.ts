import { randomUUID } from 'node:crypto';
import type { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import type { mcpServerOf } from './mcp-server.ts';

/** More than this machine has agents; the oldest gives way. */
const MOST_SESSIONS = 64;

/**
 * MCP's streamable HTTP, for clients of both protocols: where each request stands for itself (2026), one that is dropped is
 * given up; before, that is told by another request, so those get a session that knows both.
 */
export async function mcpHandlerOf(make: Awaited<ReturnType<typeof mcpServerOf>>) {
  const {
    createMcpHandler,
    isLegacyRequest,
    WebStandardStreamableHTTPServerTransport: Transport,
  } = await import('@modelcontextprotocol/server');
  const modern = createMcpHandler(make, { legacy: 'reject' });
  const sessions = new Map<string, WebStandardStreamableHTTPServerTransport>();

  async function inSession(request: Request): Promise<Response> {
    const id = request.headers.get('mcp-session-id');
    if (id !== null) {
      const session = sessions.get(id);
      return session ? session.handleRequest(request) : new Response('No such session.\n', { status: 404 });
    }
    const transport = new Transport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (name) => {
        const [oldest] = sessions.keys();
        if (sessions.size >= MOST_SESSIONS && oldest !== undefined) void sessions.get(oldest)?.close();
        sessions.set(name, transport);
      },
    });
    transport.onclose = () => {
      if (transport.sessionId !== undefined) sessions.delete(transport.sessionId);
    };
    await make().connect(transport);
    return transport.handleRequest(request);
  }

  return {
    fetch: async (request: Request) =>
      (await isLegacyRequest(request.clone())) ? inSession(request) : modern.fetch(request),
    async close() {
      for (const session of [...sessions.values()]) await session.close();
      await modern.close();
    },
  };
}
