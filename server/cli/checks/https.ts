import { connect } from 'node:tls';
import { isLoopbackHost } from '../../net/hosts.ts';
import type { Config } from '../../settings/config.ts';
import { CHECK_TIMEOUT_MS, type CheckResult, networkReason } from './check.ts';

const SOON_DAYS = 14;
const DAY_MS = 86_400_000;

/** That browsers will accept the origin's certificate, and for how long. */
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

/** When the certificate ends; rejects when it isn't trusted. */
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
