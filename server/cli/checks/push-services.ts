import type { Config } from '../../settings/config.ts';
import type { Terminal } from '../command.ts';
import { CHECK_TIMEOUT_MS, type CheckResult, networkReason } from './check.ts';

/** One host of each push service; the wildcard ones have no name of their own, so one that is in use. */
const SERVICES: readonly (readonly [host: string, whose: string])[] = [
  ['fcm.googleapis.com', 'Chrome, Edge on Android, and most others'],
  ['updates.push.services.mozilla.com', 'Firefox'],
  ['web.push.apple.com', 'Safari, and everything on iOS'],
  ['wns2-par02p.notify.windows.com', 'Edge on Windows'],
];

/**
 * That the push services can be reached from here, each within a time limit. Any answer counts: without a subscription
 * there is nothing that they could accept.
 * @returns also the distance of our clock to a service's Date header, where one came (RFC 9110 section 6.6.1)
 */
export async function checkPushServices(
  config: Config,
  { fetch, clock }: Terminal,
): Promise<{ results: CheckResult[]; clockOffsetMs?: number }> {
  const more = config.pushHosts
    .filter((host) => !host.startsWith('*.'))
    .map((host) => [host, 'NOD_PUSH_HOSTS'] as const);
  const offsets: number[] = [];
  const results = await Promise.all(
    [...SERVICES, ...more].map(async ([host, whose]): Promise<CheckResult> => {
      const check = `push service ${host}`;
      const rewritten = config.pushRewrites.get(host);
      try {
        const beforeMs = clock();
        const response = await fetch(rewritten ?? `https://${host}/`, {
          method: 'HEAD',
          redirect: 'manual',
          signal: AbortSignal.timeout(CHECK_TIMEOUT_MS),
        });
        const dateMs = Date.parse(response.headers.get('date') ?? '');
        if (rewritten === undefined && Number.isFinite(dateMs)) {
          // The header has whole seconds: on average half of one is gone.
          offsets.push((beforeMs + clock()) / 2 - (dateMs + 500));
        }
        return { check, status: 'ok', detail: rewritten === undefined ? whose : `${whose}; rewritten for tests` };
      } catch (error) {
        return {
          check,
          // Without internet the demo works by pull.
          status: config.demo ? 'warning' : 'failed',
          detail: `not reachable (${networkReason(error)}); needed for ${whose}`,
          next: 'Allow outgoing HTTPS to it. Until then these devices see requests only while Nod is open.',
        };
      }
    }),
  );
  const [clockOffsetMs] = offsets.sort((a, b) => Math.abs(a) - Math.abs(b));
  return clockOffsetMs === undefined ? { results } : { results, clockOffsetMs };
}
