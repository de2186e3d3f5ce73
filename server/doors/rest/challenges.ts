import * as v from 'valibot';
import type { CreatedChallenge } from '../../challenges/create.ts';
import { type Answer, json, text } from '../answer.ts';
import { route } from '../route.ts';
import { challengeIdParam, challengeIdSchema, deviceIdSchema, rfc3339, timeSchema } from '../schemas.ts';
import { challengeEvents } from './challenge-events.ts';
import { challengeRequestSchema, toCreateChallenge } from './challenge-request.ts';
import { challengeBody, challengeSchema, deviceKindSchema } from './challenge-view.ts';

const MAX_WAIT_SECONDS = 60;
const access = { by: 'application', header: 'authorization', scope: 'challenges' } as const;
const params = { id: challengeIdParam };

/** The only answer that holds the matching code and the QR's content. */
export const newChallengeSchema = v.object({
  id: challengeIdSchema,
  state: v.literal('pending'),
  match: v.picklist(['code', 'origin', 'none']),
  digits: v.nullable(v.number()),
  code: v.optional(v.string()),
  qr: v.optional(v.string()),
  createdAt: timeSchema,
  expiresAt: timeSchema,
  devices: v.array(
    v.object({
      id: deviceIdSchema,
      name: v.string(),
      kind: deviceKindSchema,
      delivery: v.picklist(['queued', 'pull']),
    }),
  ),
  watchUrl: v.string(),
});

function createdAnswer(origin: string, created: CreatedChallenge): Answer {
  const answer: v.InferOutput<typeof newChallengeSchema> = {
    id: created.id,
    state: created.state,
    match: created.match,
    digits: created.digits === 0 ? null : created.digits,
    ...(created.code === undefined ? {} : { code: created.code }),
    ...(created.qr === undefined ? {} : { qr: created.qr }),
    createdAt: rfc3339(created.createdAtMs),
    expiresAt: rfc3339(created.expiresAtMs),
    devices: created.devices,
    watchUrl: `${origin}/v1/challenges/${created.id}/events`,
  };
  return json(answer, 201, { location: `/v1/challenges/${created.id}` });
}

const waitQuerySchema = v.strictObject({
  wait: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^(?:[0-9]|[1-5][0-9]|60)$/, `wants seconds from 0 to ${MAX_WAIT_SECONDS}`),
      v.transform(Number),
    ),
  ),
});

export const challengeRoutes = [
  route({
    door: 'rest',
    method: 'POST',
    path: '/v1/challenges',
    name: 'createChallenge',
    summary: 'Ask one user one question; a pending one of the same user and application ends',
    access,
    body: challengeRequestSchema,
    idempotent: true,
    answer: { status: 201, description: 'The challenge, pending', schema: newChallengeSchema },
    errors: [
      'user_unknown',
      'no_active_device',
      'action_too_large',
      'match_not_allowed',
      'verification_not_allowed',
      'user_backing_off',
      'user_quarantined',
      'push_limit',
    ],
    async handle({ caller, body, remember }, { challenges, origin }) {
      const created = await challenges.create({
        ...toCreateChallenge(caller.application, body),
        remember: remember && ((trx, challenge) => remember(trx, createdAnswer(origin, challenge))),
      });
      return createdAnswer(origin, created);
    },
  }),
  route({
    door: 'rest',
    method: 'GET',
    path: '/v1/challenges/:id',
    name: 'getChallenge',
    summary: 'Read a challenge; with wait, as soon as it is final',
    access,
    params,
    query: waitQuerySchema,
    answer: { status: 200, description: 'The challenge as it is now', schema: challengeSchema },
    async handle({ caller, params, query, request }, { challenges, waits }) {
      const seconds = query.wait ?? 0;
      if (seconds === 0) return json(challengeBody(await challenges.get(caller.application, params.id)));
      const wait = waits.open(request);
      try {
        const options = { waitMs: seconds * 1000, signal: wait.signal };
        return json(challengeBody(await challenges.wait(caller.application, params.id, options)));
      } finally {
        wait.done();
      }
    },
  }),
  route({
    door: 'rest',
    method: 'DELETE',
    path: '/v1/challenges/:id',
    name: 'cancelChallenge',
    summary: 'Take the question back',
    access,
    params,
    answer: { status: 200, description: 'The challenge, canceled', schema: challengeSchema },
    errors: ['challenge_final'],
    async handle({ caller, params }, { challenges }) {
      return json(challengeBody(await challenges.cancel(caller.application, params.id)));
    },
  }),
  route({
    door: 'rest',
    method: 'GET',
    path: '/v1/challenges/:id/receipt',
    name: 'getReceipt',
    summary: 'The signed record of how a challenge ended',
    access,
    params,
    answer: { status: 200, description: 'The receipt, a compact JWS', contentType: 'application/jwt' },
    errors: ['receipt_unavailable'],
    async handle({ caller, params }, { challenges }) {
      return text(await challenges.receipt(caller.application, params.id), 'application/jwt');
    },
  }),
  route({
    door: 'rest',
    method: 'GET',
    path: '/v1/challenges/:id/events',
    name: 'watchChallenge',
    summary: 'Server-sent events: the challenge now and at each change, until it is final',
    access,
    params,
    answer: { status: 200, description: 'Events `challenge`, data as GET answers', contentType: 'text/event-stream' },
    async handle({ caller, params, request }, services) {
      return challengeEvents(caller.application, params.id, request, services);
    },
  }),
];
