import {
  type FallbacksResponse,
  fallbacksResponseSchema,
  fallbackWaySchema,
} from '../../../shared/protocol/fallback-api.ts';
import type { FallbackWay } from '../../store/schema.ts';
import { json, noContent } from '../answer.ts';
import { route } from '../route.ts';

/** What counts in place of a device's answer, and how a way that wrong codes have closed is opened again. */
export const fallbackRoutes = [
  route({
    door: 'device',
    method: 'GET',
    path: '/device/v1/account/fallbacks',
    name: 'listFallbacks',
    summary: 'How the ways to sign in without a device stand',
    access: { by: 'device', state: 'active' },
    answer: {
      status: 200,
      description: 'The ways that the user can use or that are closed, with their wrong codes',
      schema: fallbacksResponseSchema,
    },
    async handle({ caller }, { fallbacks, clock }) {
      const nowMs = clock();
      const answer: FallbacksResponse = {
        fallbacks: (await fallbacks.list(caller)).map(({ way, failures, pauseMs, closedAtMs }) => ({
          way,
          failures,
          pausedUntilMs: pauseMs === 0 ? null : nowMs + pauseMs,
          closedAtMs,
        })),
      };
      return json(answer);
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/account/fallbacks/:way/opening',
    name: 'openFallbackAgain',
    summary: 'Open a way again that wrong codes have paused or closed',
    access: { by: 'device', state: 'active', spends: true },
    params: { way: { schema: fallbackWaySchema, missing: 'not_found', message: 'There is no such way.' } },
    answer: { status: 204, description: 'It is open' },
    async handle({ caller, params, ip, proof }, { fallbacks }) {
      await fallbacks.reopen(caller, params.way as FallbackWay, { ip, proof });
      return noContent();
    },
  }),
];
