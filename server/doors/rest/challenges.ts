import * as v from 'valibot';
import type { CreatedChallenge } from '../../challenges/create.ts';
import type { ChallengeView } from '../../challenges/view.ts';
import type { ApplicationRow } from '../../store/schema.ts';
import { type Answer, json, text } from '../answer.ts';
import { type EventSink, eventStream, lookAgain } from '../event-stream.ts';
import { MAX_PER_CHALLENGE, type WaitLimit } from '../open-waits.ts';
import { route, type Services } from '../route.ts';
import { challengeIdParam } from '../schemas.ts';
import { CHALLENGE_REQUEST_MAX_BYTES, challengeRequestSchema, toCreateChallenge } from './challenge-request.ts';
import { challengeBody, challengeSchema, newChallengeBody, newChallengeSchema } from './challenge-view.ts';

const MAX_WAIT_SECONDS = 60;
const access = { by: 'application', header: 'authorization', scope: 'challenges' } as const;
const params = { id: challengeIdParam };

const waitQuerySchema = v.strictObject({
  wait: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^(?:[0-9]|[1-5][0-9]|60)$/, `wants seconds from 0 to ${MAX_WAIT_SECONDS}`),
      v.transform(Number),
    ),
  ),
});

function createdAnswer(origin: string, created: CreatedChallenge): Answer {
  return json(newChallengeBody(origin, created), 201, { location: `/v1/challenges/${created.id}` });
}

export const challengeRoutes = [
  route({
    door: 'rest',
    method: 'POST',
    path: '/v1/challenges',
    name: 'createChallenge',
    summary:
      'Ask one user one question; a pending one of the same user and application ends, unless it asks in parallel',
    access,
    body: challengeRequestSchema,
    maxBodyBytes: CHALLENGE_REQUEST_MAX_BYTES,
    idempotent: true,
    answer: { status: 201, description: 'The challenge, pending', schema: newChallengeSchema },
    errors: [
      'user_unknown',
      'no_active_device',
      'no_phone',
      'action_too_large',
      'attachment_invalid',
      'attachment_too_large',
      'attachments_full',
      'match_not_allowed',
      'verification_not_allowed',
      'user_locked',
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
    errors: ['rate_limited'],
    async handle({ caller, params, query, request }, { challenges, fallbacks, waits }) {
      const seconds = query.wait ?? 0;
      if (seconds === 0)
        return json(challengeBody(await challenges.get(caller.application, params.id), caller.application, fallbacks));
      const wait = waits.open(request, waitersOf(caller.application, params.id));
      try {
        const options = { waitMs: seconds * 1000, signal: wait.signal };
        return json(
          challengeBody(await challenges.wait(caller.application, params.id, options), caller.application, fallbacks),
        );
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
    async handle({ caller, params }, { challenges, fallbacks }) {
      return json(challengeBody(await challenges.cancel(caller.application, params.id), caller.application, fallbacks));
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
    errors: ['rate_limited'],
    async handle({ caller, params, request }, services) {
      return challengeEvents(caller.application, params.id, request, services);
    },
  }),
];

/** By the application too: ids of challenges stand on login pages, and others could take the places. */
function waitersOf(application: ApplicationRow, challengeId: string): WaitLimit {
  return { of: `challenge ${application.id} ${challengeId}`, most: MAX_PER_CHALLENGE };
}

/**
 * The challenge now, and again at each change of its state or of a delivery; the final state is the last event. A wake
 * says only "look again": whether there is something to say is decided by what was sent last.
 *
 * @throws NodError challenge_unknown, before the stream begins
 */
async function challengeEvents(
  application: ApplicationRow,
  challengeId: string,
  request: Request,
  services: Services,
): Promise<Answer> {
  const { challenges, fallbacks, store, waits, clock, log } = services;
  const first = await challenges.get(application, challengeId);
  let sent = '';
  let expiry: NodeJS.Timeout | undefined;

  const show = (sink: EventSink, view: ChallengeView) => {
    const body = challengeBody(view, application, fallbacks);
    const data = JSON.stringify(body);
    if (data !== sent) sink.send('challenge', body);
    sent = data;
    if (view.state !== 'pending') sink.close();
  };
  const look = lookAgain(
    async (sink) => show(sink, await challenges.get(application, challengeId)),
    (sink, error) => {
      log.error({ err: error, challengeId }, 'a challenge that is watched could not be read');
      sink.close();
    },
  );

  return eventStream(
    waits.open(request, waitersOf(application, challengeId)),
    (sink) => {
      const unsubscribe = ['challenge', 'delivery'].map((topic) =>
        store.bus.subscribe(`${topic}:${challengeId}`, () => look(sink)),
      );
      // A little late, so that it is over for sure.
      expiry = setTimeout(() => look(sink), Math.max(0, first.expiresAtMs - clock()) + 10);
      expiry.unref();
      show(sink, first);
      // For what changed between the first look and the subscription.
      look(sink);
      return () => {
        for (const end of unsubscribe) end();
        clearTimeout(expiry);
      };
    },
    look,
  );
}
