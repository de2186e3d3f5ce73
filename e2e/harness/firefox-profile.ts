import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFirefox, TemporaryProfile } from './profile.ts';

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/nod-firefox/', import.meta.url));
/** The lock of the browser that made it, and settings, which each launch writes anew. */
const LEFT_OUT: ReadonlySet<string> = new Set(['lock', '.parentlock', 'user.js']);

let version: string | undefined;

/** Of each version one: an older Firefox refuses the profile of a newer one. */
function usedProfile(): string {
  version ??= execFileSync(findFirefox(), ['--version'], { encoding: 'utf8' }).trim();
  return join(CACHE, version.replace(/\W+/g, '-'));
}

/**
 * Firefox takes twice as long to start in an empty profile, which it first fills with what is the same in each. So one is kept
 * that has seen nothing but a blank page; new ones are copies of it.
 * @param useOnce starts a browser in this profile, and ends it
 */
export async function keepFirefoxProfile(useOnce: (profileDir: string) => Promise<void>): Promise<void> {
  const kept = usedProfile();
  if (existsSync(kept)) return;
  using profile = new TemporaryProfile();
  await useOnce(profile.dir);
  mkdirSync(dirname(kept), { recursive: true });
  const unfinished = `${kept}-${process.pid}`;
  cpSync(profile.dir, unfinished, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
  try {
    renameSync(unfinished, kept);
  } catch {
    // Another run was first.
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Makes an empty profile a copy of the one that is kept, if there is one. */
export function fillFirefoxProfile(profileDir: string): void {
  const kept = usedProfile();
  if (existsSync(kept) && readdirSync(profileDir).length === 0) cpSync(kept, profileDir, { recursive: true });
}
