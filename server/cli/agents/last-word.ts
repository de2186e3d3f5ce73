import { writeSync } from 'node:fs';
import { AGENTS } from './hook-agents.ts';

/** The exit code by which a hook says no where it can say nothing else. All of the agents know it. */
export const HOOK_BLOCKS = 2;

/**
 * Most agents run the tool when its hook crashes. So whatever is thrown past everything else ends the process with a no, in the
 * agent's shape where it was named.
 * @returns undefined for any other command
 */
export function armHook(argv: readonly string[]): { blocks: number } | undefined {
  if (argv.find((word) => !word.startsWith('-')) !== 'hook') return undefined;
  const fail = () => {
    const name = argv[argv.indexOf('--agent') + 1] ?? '';
    const agent = Object.entries(AGENTS).find(([known]) => known === name)?.[1];
    const reason = 'Nod: the hook failed, so this was not allowed.';
    try {
      if (agent) writeSync(1, `${JSON.stringify(agent.answer(undefined, { decision: 'deny', reason }))}\n`);
      writeSync(2, `${reason}\n`);
    } finally {
      process.exit(HOOK_BLOCKS);
    }
  };
  // Until there is another one: Node ends with 13 where nothing is left to wait for, and no decision has come.
  process.exitCode = HOOK_BLOCKS;
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  return { blocks: HOOK_BLOCKS };
}
