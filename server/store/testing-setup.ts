import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startTestCluster, type TestCluster } from './testing-cluster.ts';
import { createFreshDatabase, createTemplateDatabase } from './testing-postgres.ts';

/**
 * Vitest's global setup: one PostgreSQL per run, started when the first test asks for it, and its databases, which are
 * lent out. Workers ask over a socket whose path they are given, one request per connection, JSON both ways:
 * `{}` borrows and answers `{url}` or `{error}`; `{giveBack: url}` returns an emptied one and answers `{}`.
 */
declare module 'vitest' {
  interface ProvidedContext {
    testDatabaseSocket: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(path.join(tmpdir(), 'nod-test-'));
  const socketPath = path.join(directory, 'socket');
  const idle: string[] = [];
  let cluster: Promise<TestCluster> | undefined;

  async function answer(request: { giveBack?: string }): Promise<{ url?: string; error?: string }> {
    if (request.giveBack !== undefined) {
      idle.push(request.giveBack);
      return {};
    }
    try {
      cluster ??= startMigrated();
      const { url } = await cluster;
      return { url: idle.pop() ?? (await createFreshDatabase(url)) };
    } catch (error) {
      return { error: error instanceof Error ? error.message : 'unknown' };
    }
  }

  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let request = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      request += chunk.toString();
    });
    socket.on('end', async () => {
      socket.end(JSON.stringify(await answer(JSON.parse(request))));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  project.provide('testDatabaseSocket', socketPath);
  return async () => {
    server.close();
    const started = await cluster?.catch(() => undefined);
    await started?.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}

async function startMigrated(): Promise<TestCluster> {
  const cluster = await startTestCluster();
  try {
    await createTemplateDatabase(cluster.url);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return cluster;
}
