#!/usr/bin/env node
/**
 * `nod-server serve` runs the server, `nod-server --help` lists the other commands. NOD_CALLED_AS is what stands for `nod` in
 * the lines that people are told to type.
 */
const WANTED = [22, 19];
/** Coding agents take 2, and nothing else, as a no: for them a hook that doesn't start must not look like a yes. */
const HOOK_BLOCKS = 2;
const isHook = process.argv.slice(2).find((word) => !word.startsWith('-')) === 'hook';
const EXIT_CONFIG = isHook ? HOOK_BLOCKS : 4;

const [major, minor] = process.versions.node.split('.').map(Number);
if (major > WANTED[0] || (major === WANTED[0] && minor >= WANTED[1])) {
  const isInFolder = process.env.npm_command === 'exec';
  process.env.NOD_CALLED_AS ??= isInFolder ? 'npm exec --offline -- nod-server' : 'nod-server';
  await import('../server/cli/main.js').catch((error) => {
    if (!isHook) throw error;
    process.stderr.write(`Nod could not be started: ${error.message}\n`);
    process.exitCode = HOOK_BLOCKS;
  });
} else {
  process.stderr.write(
    `Nod needs Node ${WANTED.join('.')} or newer; this is ${process.version}. Get one from https://nodejs.org/\n`,
  );
  process.exitCode = EXIT_CONFIG;
}
