import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { launchFirefox } from '../harness/browsers.ts';
import { keepFirefoxProfile } from '../harness/firefox-profile.ts';

const BUILD = "import { build } from './scripts/setup.mjs'; build();";

/** Before the first spec: builds dist/ anew where it is older than its sources, and makes the profile that others are copied from. */
export default async function buildFirst(): Promise<void> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  execFileSync(process.execPath, ['--input-type=module', '--eval', BUILD], { cwd: root, stdio: 'inherit' });
  await keepFirefoxProfile(async (profileDir) => {
    const context = await launchFirefox({ profileDir });
    await context.pages()[0]?.goto('about:blank');
    await context.close();
    // Where there is no Firefox, the specs that need it say so.
  }).catch(() => undefined);
}
