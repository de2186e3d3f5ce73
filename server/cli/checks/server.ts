import { existsSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { loadOrCreateKeys } from '../../crypto/keys.ts';
import { isLoopbackHost } from '../../net/hosts.ts';
import type { Config } from '../../settings/config.ts';
import type { Terminal } from '../command.ts';
import { CHECK_TIMEOUT_MS, type CheckResult, networkReason } from './check.ts';

const jwksSchema = v.object({ keys: v.array(v.object({ kid: v.string() })) });

/** That the public origin leads to a Nod server with the keys of this data directory. */
export async function checkServer(config: Config, terminal: Terminal): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  let kid: string | undefined;
  const directory = path.join(config.dataDir, 'keys');
  if (existsSync(directory)) {
    try {
      kid = (await loadOrCreateKeys(directory, terminal)).signing.kid;
      results.push({ check: 'keys', status: 'ok', detail: `${directory}, readable by this user only` });
    } catch (error) {
      const detail = error instanceof Error ? error.message : 'unreadable';
      results.push({ check: 'keys', status: 'failed', detail, next: 'Do what the line above says, then start again.' });
    }
  } else {
    results.push({
      check: 'keys',
      status: 'warning',
      detail: `none yet in ${directory}`,
      next: 'The first start makes them. Is this the right NOD_DATA_DIR?',
    });
  }
  results.push(await checkOrigin(config, terminal, kid));
  return results;
}

async function checkOrigin(config: Config, terminal: Terminal, kid: string | undefined): Promise<CheckResult> {
  const check = 'origin';
  const { origin } = config;
  try {
    const response = await terminal.fetch(`${origin}/.well-known/jwks.json`, {
      signal: AbortSignal.timeout(CHECK_TIMEOUT_MS),
      redirect: 'manual',
    });
    const jwks = v.safeParse(jwksSchema, await response.json().catch(() => undefined));
    if (!response.ok || !jwks.success) {
      return {
        check,
        status: 'failed',
        detail: `${origin} answers (${response.status}), but not as a Nod server does`,
        next: `Let the reverse proxy send everything of ${origin} to port ${config.port} unchanged.`,
      };
    }
    if (kid !== undefined && !jwks.output.keys.some((key) => key.kid === kid)) {
      return {
        check,
        status: 'failed',
        detail: `the Nod server at ${origin} has other keys than ${config.dataDir}`,
        next: 'Set NOD_DATA_DIR (and NOD_ORIGIN) to what that server uses.',
      };
    }
    return { check, status: 'ok', detail: `${origin} answers` };
  } catch (error) {
    return {
      check,
      status: 'failed',
      detail: `${origin} does not answer (${networkReason(error)})`,
      next: isLoopbackHost(new URL(origin).hostname)
        ? 'Start the server: npm start'
        : 'Start the server (nod serve), and check DNS, the firewall and the reverse proxy.',
    };
  }
}
