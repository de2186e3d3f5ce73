import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ask } from './ask.mjs';
import { root } from './setup.mjs';
import { isLocal } from './welcome.mjs';

const NAME = 'Harbour Notes';
/** People sign up here, and see and remove their devices. */
const DEMO_SCOPES = ['--scope', 'challenges,enroll,users'];
/** What counts where no device is at hand. No e-mail: it is the weakest, and needs a mail server. */
const FALLBACK = ['--fallback', 'offline,totp,bypass'];
/** One tap in the extension, otherwise the code. */
export const DEMO_OPTIONS = ['--match', 'origin,code', ...FALLBACK, ...DEMO_SCOPES];

/**
 * Makes sure that the demo site is registered with the running server, and that <data dir>/demo.json (mode 0600) holds
 * its API key. An existing registration is kept as long as the server knows it and its origin fits; a new one joins the
 * realm of the one before.
 * @returns what was done, in words, or undefined when nothing was missing
 */
export async function ensureDemoApplication({ settings, node, environment }) {
  const file = path.join(settings.dataDir, 'demo.json');
  const known = readKnown(file);
  if (known && (await stillFits(known, settings))) return undefined;

  const nod = (...args) => runNod({ node, environment, args });
  // The one before, if any: the people who signed up there, and their phones, are in its realm.
  const before = nod('app', 'list').findLast(({ id, name }) => id === known?.applicationId || name === NAME);
  const [origin] = originsOf(settings);
  const options =
    origin === undefined ? ['--match', 'code', ...FALLBACK, ...DEMO_SCOPES] : ['--origin', origin, ...DEMO_OPTIONS];
  const { id, apiKey } = nod(...['app', 'create', NAME, ...options], ...(before ? ['--realm', before.realm] : []));
  const kept = JSON.stringify({ applicationId: id, apiKey, origin: settings.demoOrigin }, null, 2);
  // The file is written whole or not at all, and others can't read it even for a moment.
  writeFileSync(`${file}.new`, `${kept}\n`, { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
  const where = path.relative(process.cwd(), file);
  return known ? `registered the demo site anew (${where})` : `registered the demo site (API key in ${where})`;
}

/** @returns the answer of a command, parsed. @throws with what the command said when it failed */
function runNod({ node, environment, args }) {
  const { status, stdout, stderr } = spawnSync(node, [path.join(root, 'scripts', 'nod.mjs'), ...args, '--json'], {
    cwd: root,
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status !== 0) throw new Error(`The demo site could not be registered with Nod:\n${stderr || stdout}`);
  return JSON.parse(stdout);
}

function readKnown(file) {
  try {
    const known = JSON.parse(readFileSync(file, 'utf8'));
    return typeof known.apiKey === 'string' && typeof known.applicationId === 'string' ? known : undefined;
  } catch {
    return undefined;
  }
}

/** The database may have been replaced, and the demo site may have moved to another port. */
async function stillFits(known, settings) {
  const { status, body } = await ask(`${settings.localNod}/v1/application`, {
    Authorization: `Bearer ${known.apiKey}`,
    Host: new URL(settings.origin).host,
  });
  if (status !== 200) return false;
  const { id, origins } = JSON.parse(body);
  return id === known.applicationId && String(origins) === String(originsOf(settings));
}

/** A Nod that others can reach takes no http://localhost: approvals of a demo site there are bound to its code alone. */
function originsOf({ origin, demoOrigin }) {
  return demoOrigin.startsWith('http:') && !isLocal(origin) ? [] : [demoOrigin];
}
