import { existsSync } from 'node:fs';
import path from 'node:path';
import { connect } from 'node:tls';
import * as v from 'valibot';
import { loadOrCreateKeys } from '../crypto/keys.ts';
import { isLoopbackHost } from '../net/hosts.ts';
import type { Config } from '../settings/config.ts';
import { isUnreachableSubject } from '../settings/vapid-subject.ts';
import type { Terminal } from './command.ts';

/**
 * What `nod doctor` asks of this server itself: its keys, its origin, its certificate, its contact for push services.
 */

/** One line of `nod doctor`. `next` says what to do about it; a check that failed always has one. */
export interface CheckResult {
  check: string;
  status: 'ok' | 'warning' | 'failed';
  detail: string;
  next?: string;
}

/** How long anything over the network may take before it counts as unreachable. */
export const CHECK_TIMEOUT_MS = 5_000;

/** Why a request got no answer, in a few words or a code that can be looked up; never a URL. */
export function networkReason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  if (error.name === 'TimeoutError') return `no answer within ${CHECK_TIMEOUT_MS / 1000} s`;
  const { cause } = error;
  // Node tries all addresses of a name and gathers the errors.
  const inner = cause instanceof AggregateError ? cause.errors[0] : (cause ?? error);
  return inner instanceof Error && 'code' in inner ? String(inner.code) : 'no connection';
}

const SOON_DAYS = 14;
const DAY_MS = 86_400_000;

const jwksSchema = v.object({ keys: v.array(v.object({ kid: v.string() })) });

/** Checks that the public origin leads to a Nod server with the keys of this data directory. */
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

/** Checks that browsers will accept the origin's certificate, and for how long. */
export async function checkHttps({ origin }: Config, nowMs: number): Promise<CheckResult> {
  const check = 'https';
  const url = new URL(origin);
  if (url.protocol !== 'https:') {
    // readConfig lets plain http pass for localhost only.
    return {
      check,
      status: 'warning',
      detail: `${origin} is for this machine only`,
      next: 'For phones: README.md, "On your phone" (a certificate, a tunnel or Tailscale).',
    };
  }
  try {
    const daysLeft = Math.floor(((await certificateEndMs(url)) - nowMs) / DAY_MS);
    if (daysLeft < SOON_DAYS) {
      return {
        check,
        status: 'warning',
        detail: `the certificate ends in ${daysLeft} days`,
        next: 'Check that it is renewed by itself; devices stop working on the day it ends.',
      };
    }
    return { check, status: 'ok', detail: `the certificate is trusted, for ${daysLeft} more days` };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : networkReason(error);
    return {
      check,
      status: isLoopbackHost(url.hostname) ? 'warning' : 'failed',
      detail: `no trusted connection to ${url.host} (${reason})`,
      next: 'Phones need a certificate of an authority they know: Caddy or certbot get one from Let’s Encrypt.',
    };
  }
}

/** The end of the certificate, in ms since the epoch; rejects when the certificate isn't trusted. */
function certificateEndMs(url: URL): Promise<number> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(url.port || 443), servername: /^[\d.]+$|:/.test(host) ? '' : host });
    socket.setTimeout(CHECK_TIMEOUT_MS, () => socket.destroy(new Error('timeout')));
    socket.once('secureConnect', () => {
      resolve(Date.parse(socket.getPeerCertificate().valid_to));
      socket.end();
    });
    socket.once('error', reject);
  });
}

/**
 * Checks the contact for push services (RFC 8292 section 2.1). readConfig has refused a contact that can't be right; a
 * server with paired devices starts with one that leads to nobody.
 */
export function checkVapidSubject({ vapidSubject, demo }: Config): CheckResult {
  const check = 'vapid subject';
  if (demo && vapidSubject.endsWith('.example')) {
    return {
      check,
      status: 'warning',
      detail: `${vapidSubject} is nobody: good for the demo only`,
      next: 'Set NOD_VAPID_SUBJECT to an address of yours (mailto:you@…): push services write there before they block.',
    };
  }
  if (isUnreachableSubject(vapidSubject)) {
    return {
      check,
      status: 'failed',
      detail: `${vapidSubject} leads to nobody: its host is reserved or private`,
      next: 'Set NOD_VAPID_SUBJECT to an address of yours (mailto:you@…): until then Apple’s push service, for one, refuses each push.',
    };
  }
  return { check, status: 'ok', detail: vapidSubject };
}
