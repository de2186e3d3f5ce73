import { spawnSync } from 'node:child_process';
import { findNode, install, nodeEnvironment, root } from './setup.mjs';

/** `npm run bench`: the measurements of docs/performance.md, on the Node that runs the server. */
install();
const { status } = spawnSync(
  findNode(),
  ['--disable-warning=ExperimentalWarning', 'bench/main.ts', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: nodeEnvironment() },
);
process.exit(status ?? 1);
