import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startTestCluster, type TestCluster } from './testing-cluster.ts';
import { createTemplateDatabase } from './testing-postgres.ts';

/**
 * Vitest's global setup: one PostgreSQL a run, started when the first test asks for it. Workers ask over a socket whose
 * path they are given; the answer is JSON: `{url}` or `{error}`.
 */
declare module 'vitest' {
  interface ProvidedContext {
    testDatabaseSocket: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(path.join(tmpdir(), 'nod-test-'));
  const socketPath = path.join(directory, 'socket');
  let cluster: Promise<TestCluster> | undefined;
  const server = createServer(async (socket) => {
    socket.on('error', () => socket.destroy());
    try {
      cluster ??= startMigrated();
      socket.end(JSON.stringify({ url: (await cluster).url }));
    } catch (error) {
      socket.end(JSON.stringify({ error: error instanceof Error ? error.message : 'unknown' }));
    }
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
