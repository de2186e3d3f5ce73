#!/usr/bin/env node
/**
 * `nod-server serve` runs the server, `nod-server --help` lists the other commands. NOD_CALLED_AS is what stands for `nod` in
 * the lines that people are told to type.
 */
const WANTED = [22, 19];
/** Coding agents take 2, and nothing else, as a no: for them a hook that doesn't start must not look like a yes. */
const EXIT_CONFIG = process.argv[2] === 'hook' ? 2 : 4;

const [major, minor] = process.versions.node.split('.').map(Number);
if (major > WANTED[0] || (major === WANTED[0] && minor >= WANTED[1])) {
  const isInFolder = process.env.npm_command === 'exec';
  process.env.NOD_CALLED_AS ??= isInFolder ? 'npm exec --offline -- nod-server' : 'nod-server';
  await import('../server/cli/main.js');
} else {
  process.stderr.write(
    `Nod needs Node ${WANTED.join('.')} or newer; this is ${process.version}. Get one from https://nodejs.org/\n`,
  );
  process.exitCode = EXIT_CONFIG;
}
