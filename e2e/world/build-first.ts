import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BUILD = "import { build } from './scripts/setup.mjs'; build();";

/** Before the first spec: builds dist/ anew where it is older than its sources. */
export default function buildFirst(): void {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  execFileSync(process.execPath, ['--input-type=module', '--eval', BUILD], { cwd: root, stdio: 'inherit' });
}
