import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from '@playwright/test';
import * as v from 'valibot';

/** Values of Chromium's content settings. */
const CONTENT_SETTING = { allow: 1, block: 2 };

const ObjectSchema = v.record(v.string(), v.unknown());

/** A browser profile's directory in the system's temporary folder; `using` or remove() deletes it. */
export class TemporaryProfile {
  readonly dir = mkdtempSync(join(tmpdir(), 'nod-profile-'));

  /** To be called when no browser uses the profile any more. */
  remove(): void {
    // A browser's last helper processes may still be writing while they exit.
    rmSync(this.dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  [Symbol.dispose](): void {
    this.remove();
  }
}

/**
 * Finds a browser: at the path in the environment variable, otherwise by name on PATH, otherwise the one of Playwright's own
 * that may be there. @throws Error that says in one line what to install
 */
function findBrowser(variable: string, names: readonly string[], playwrights?: string): string {
  const configured = process.env[variable];
  if (configured) return configured;
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) if (existsSync(join(directory, name))) return join(directory, name);
  }
  if (playwrights !== undefined && existsSync(playwrights)) return playwrights;
  throw new Error(`No ${names[0]} on PATH. Install it (apt-get install ${names[0]}) or set ${variable}.`);
}

/** @throws Error that says what to install */
export function findChromium(): string {
  return findBrowser('CHROMIUM_PATH', ['chromium', 'chromium-browser', 'google-chrome'], chromium.executablePath());
}

/** @throws Error that says what to install */
export function findFirefox(): string {
  return findBrowser('FIREFOX_PATH', ['firefox-esr', 'firefox']);
}

/**
 * Decides the notification permission of origins in a Chromium profile, before the browser starts. Unlike Playwright's
 * grantPermissions the decision holds for workers and survives a restart, as a user's does.
 */
export function decideChromiumNotifications(
  profileDir: string,
  decisions: { allow: readonly string[]; block: readonly string[] },
): void {
  const path = join(profileDir, 'Default', 'Preferences');
  const preferences = existsSync(path) ? v.parse(ObjectSchema, JSON.parse(readFileSync(path, 'utf8'))) : {};
  const exceptions = descend(preferences, ['profile', 'content_settings', 'exceptions', 'notifications']);
  for (const origin of decisions.allow) exceptions[`${origin},*`] = { setting: CONTENT_SETTING.allow };
  for (const origin of decisions.block) exceptions[`${origin},*`] = { setting: CONTENT_SETTING.block };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(preferences));
}

/** Goes down a path of objects, and makes those that are missing. */
function descend(root: Record<string, unknown>, path: readonly string[]): Record<string, unknown> {
  let node = root;
  for (const key of path) {
    const child = v.is(ObjectSchema, node[key]) ? node[key] : {};
    node[key] = child;
    node = child;
  }
  return node;
}
