import { type ChildProcess, fork } from 'node:child_process';

/**
 * What is measured runs in a process of its own, so that its CPU time and its memory are its own. The parent calls
 * functions of the child by name over the IPC channel, one call at a time; arguments and results are plain values.
 */
type Functions = Record<string, (argument: never) => unknown>;

export interface Child<Served extends Functions> {
  /** @throws Error with the child's own stack when the function throws, or when the child has ended */
  call<Name extends keyof Served & string>(
    name: Name,
    ...argument: Parameters<Served[Name]>
  ): Promise<Awaited<ReturnType<Served[Name]>>>;
  /** @returns CPU time (user and system) that the whole child takes while `work` runs, in µs */
  cpuMicrosDuring(work: () => Promise<unknown>): Promise<number>;
  /** Lets the child put its things away and end. */
  stop(): Promise<void>;
}

interface Question {
  name: string;
  argument: unknown[];
}

type Answer = { result: unknown } | { failed: string };

const CPU = 'cpuMicros';

/**
 * Starts a file of this folder that calls `serveParent`.
 * @typeParam Served the type of the functions that the file serves
 */
export function startChild<Served extends Functions>(file: string, ...nodeOptions: string[]): Child<Served> {
  const child = fork(new URL(file, import.meta.url), {
    execArgv: ['--disable-warning=ExperimentalWarning', ...nodeOptions],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let last: Promise<unknown> = Promise.resolve();
  const call = (name: string, ...argument: unknown[]): Promise<unknown> => {
    const answer = last.then(() => ask(child, { name, argument }));
    last = answer.catch(() => undefined);
    return answer;
  };
  const cpuMicros = () => call(CPU) as Promise<number>;
  return {
    call: call as Child<Served>['call'],
    async cpuMicrosDuring(work) {
      const before = await cpuMicros();
      await work();
      return (await cpuMicros()) - before;
    },
    async stop() {
      await last;
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}

/** One question at a time, so an answer needs no name. */
function ask(child: ChildProcess, question: Question): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('a process of the bench has ended'));
    if (!child.connected) return onExit();
    child.once('exit', onExit);
    child.once('message', (answer: Answer) => {
      child.off('exit', onExit);
      if ('failed' in answer) reject(new Error(answer.failed));
      else resolve(answer.result);
    });
    child.send(question);
  });
}

/**
 * The child's side: answers the parent's calls until the parent ends or lets go, however it ends.
 * @param putAway runs before the process ends
 */
export function serveParent(functions: Functions, putAway: () => unknown = () => undefined): void {
  const served: Functions = { ...functions, [CPU]: ownCpuMicros };
  process.on('message', async ({ name, argument }: Question) => {
    const answer = await Promise.resolve()
      .then(() => served[name]?.(...(argument as [never])))
      .then((result): Answer => ({ result }))
      .catch((error: unknown): Answer => ({ failed: stackOf(error) }));
    if (process.connected) process.send?.(answer);
  });
  process.on('disconnect', async () => {
    await Promise.resolve()
      .then(putAway)
      .catch((error: unknown) => console.error(stackOf(error)));
    process.exit(0);
  });
}

/** CPU time (user and system) of this process, all its threads, so far, in µs. */
export function ownCpuMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
