import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 50;
/** A server that is just starting may take a connection and never answer it. */
const ANSWER_WITHIN_MS = 2_000;

const root = fileURLToPath(new URL('../..', import.meta.url));
const bundledNode = join(root, 'node_modules', '.bin', 'node');
/** The Node that the project brings, since the one that runs the tests may be older. */
const node = existsSync(bundledNode) ? bundledNode : process.execPath;

type Environment = Readonly<Record<string, string>>;

/** The environment of a program: the search path, and nothing that would configure Nod or the demo by accident. */
function environmentWith(own: Environment): Record<string, string> {
  const { PATH = '', HOME = '', LANG = 'C.UTF-8' } = process.env;
  return { PATH, HOME, LANG, ...own };
}

/** One of our programs, in a process of its own. All its output is kept. */
export class NodeProcess {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  #output = '';

  /** @param file the program's entry file, relative to the repository */
  constructor(file: string, environment: Environment) {
    this.#name = file;
    this.#child = spawn(node, ['--disable-warning=ExperimentalWarning', file], {
      cwd: root,
      env: environmentWith(environment),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('data', (text: string) => {
        this.#output += text;
      });
    }
    this.#exited = new Promise((resolve) => this.#child.once('close', () => resolve()));
  }

  /** All output so far, of both streams. */
  get output(): string {
    return this.#output;
  }

  /** Waits for an answer 200. @throws Error with the program's output when it ends instead, or takes too long */
  async answersAt(url: string): Promise<void> {
    const deadlineMs = performance.now() + READY_WITHIN_MS;
    while (this.#child.exitCode === null && performance.now() < deadlineMs) {
      const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    throw new Error(`${this.#name} does not answer at ${url}:\n${this.#output}`);
  }

  /** Asks the program to end, and kills it after a while. @throws Error when it didn't end by itself, or not with 0 */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.#child.kill('SIGTERM');
    const insist = setTimeout(() => this.#child.kill('SIGKILL'), STOP_WITHIN_MS);
    await this.#exited;
    clearTimeout(insist);
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== 0) throw new Error(`${this.#name} ended with ${exitCode ?? signalCode}:\n${this.#output}`);
  }
}
