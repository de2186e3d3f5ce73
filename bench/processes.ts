import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ServerAnswer, ServerRequest, ServerSettings } from './server-process.ts';

/** A server under measurement and the way to ask it for its figures. */
export interface MeasuredServer {
  port: number;
  apiKey: string;
  ask<Ask extends ServerRequest['ask']>(request: Extract<ServerRequest, { ask: Ask }>): Promise<ServerAnswer<Ask>>;
  stop(): Promise<void>;
}

/** @param settings.databaseUrl absent: SQLite in a directory of its own, with durable commits as in production */
export async function startServer(settings: Omit<ServerSettings, 'dataDir'>): Promise<MeasuredServer> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'nod-bench-'));
  const child = fork(new URL('./server-process.ts', import.meta.url), {
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const ask = asker(child);
  const { port } = await ask({ ask: 'start', settings: { ...settings, dataDir } });
  const { apiKey } = await ask({ ask: 'application' });
  return {
    port,
    apiKey,
    ask,
    async stop() {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      await ask({ ask: 'stop' });
      await exited;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** One question at a time, so an answer needs no name. */
function asker(child: ChildProcess): MeasuredServer['ask'] {
  let last: Promise<unknown> = Promise.resolve();
  return ((request: ServerRequest) => {
    const answer = last.then(
      () =>
        new Promise((resolve, reject) => {
          const onExit = () => reject(new Error('the server under measurement has ended'));
          child.once('exit', onExit);
          child.once('message', (message: { ok?: unknown; failed?: string }) => {
            child.off('exit', onExit);
            if (message.failed === undefined) resolve(message.ok);
            else reject(new Error(message.failed));
          });
          child.send(request);
        }),
    );
    last = answer.catch(() => undefined);
    return answer;
  }) as MeasuredServer['ask'];
}
