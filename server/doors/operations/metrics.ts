import { BlockList, isIP } from 'node:net';
import { sameSecret, sha256 } from '../../crypto/seal.ts';
import { NodError } from '../../diagnostics/errors.ts';
import { isLoopbackHost } from '../../net/hosts.ts';
import { text } from '../answer.ts';
import { type Call, route } from '../route.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** What proxies and content networks add to a request that isn't their own. */
const FORWARDING =
  /^(?:forwarded|via|x-forwarded(?:-.*)?|x-real-ip|x-client-ip|x-cluster-client-ip|x-original-.*|x-envoy-.*|true-client-ip|fastly-.*|cf-.*|cdn-loop)$/;

/**
 * With NOD_METRICS_TOKEN a client that shows it may read. Without one only this very machine may, asking for it by a name or
 * address of its own, and no client of a proxy on it, whose requests come from loopback too: a proxy keeps the public Host, or
 * says for whom it asks. Any other client gets the 404 of an address where there is nothing.
 * @throws NodError not_found, unauthorized
 */
function mayReadMetrics(call: Pick<Call<unknown, string, unknown, unknown>, 'peer' | 'request'>, token?: string): void {
  const { headers, url } = call.request;
  if (token !== undefined) {
    const shown = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? '';
    if (!sameSecret(sha256(shown), sha256(token))) {
      throw new NodError('unauthorized', 'Send the token that NOD_METRICS_TOKEN holds: Authorization: Bearer ….');
    }
    return;
  }
  const { address } = call.peer;
  const version = isIP(address);
  const fromHere = version !== 0 && loopback.check(address, version === 4 ? 'ipv4' : 'ipv6');
  const forwarded = [...headers.keys()].some((name) => FORWARDING.test(name));
  if (!fromHere || forwarded || !isLoopbackHost(new URL(url).hostname)) {
    throw new NodError('not_found', 'There is nothing at this address.');
  }
}

export const metricsRoutes = [
  route({
    door: 'operations',
    method: 'GET',
    path: '/metrics',
    name: 'getMetrics',
    summary: 'Counts for Prometheus; from this machine only, or with the token of NOD_METRICS_TOKEN',
    access: { by: 'anyone' },
    answer: { status: 200, description: 'Text format 0.0.4', contentType: 'text/plain; version=0.0.4; charset=utf-8' },
    errors: ['not_found', 'unauthorized'],
    handle(call, { metrics, waits, settings }) {
      mayReadMetrics(call, settings.metricsToken);
      return text(metrics.text(waits.count), 'text/plain; version=0.0.4; charset=utf-8');
    },
  }),
];
