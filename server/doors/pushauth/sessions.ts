import * as v from 'valibot';
import { usernameSchema } from '../../accounts/names.ts';
import type { CreatedChallenge } from '../../challenges/create.ts';
import { NodError } from '../../diagnostics/errors.ts';
import { type Answer, json } from '../answer.ts';
import { route } from '../route.ts';
import { challengeIdParam, rfc3339 } from '../schemas.ts';
import { actionOf, notificationSchema } from './notification.ts';
import { newSessionSchema, sessionBody, sessionSchema } from './session.ts';

const MIN_LIFE_SECONDS = 30;
const MAX_LIFE_SECONDS = 600;
const access = { by: 'application', header: 'x-api-key', scope: 'challenges' } as const;

/** PushAuth's own request; members it doesn't know are ignored, as that API's clients expect. */
const sessionRequestSchema = v.object({
  user: usernameSchema,
  notification: v.optional(notificationSchema),
  /** 0 or absent: the application's own. */
  secondsToExpire: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0)))),
});

/** N3 allows no more than 10 minutes, whatever an old client asks for. */
function ttlSeconds(secondsToExpire: number | null | undefined): number | undefined {
  if (!secondsToExpire) return undefined;
  if (secondsToExpire < MIN_LIFE_SECONDS || secondsToExpire > MAX_LIFE_SECONDS) {
    throw new NodError(
      'request_malformed',
      `"secondsToExpire" wants ${MIN_LIFE_SECONDS} to ${MAX_LIFE_SECONDS}, or 0 for the application's default.`,
    );
  }
  return secondsToExpire;
}

function createdAnswer(created: CreatedChallenge): Answer {
  const answer: v.InferOutput<typeof newSessionSchema> = {
    id: created.id,
    status: 'sent',
    // Pushes leave after the answer: the count grows as push services take them.
    notificationCount: 0,
    detail: '',
    expiresAt: rfc3339(created.expiresAtMs),
    updatedAt: rfc3339(created.createdAtMs),
    ...(created.code === undefined ? {} : { code: created.code }),
  };
  return json(answer, 201);
}

export const sessionRoutes = [
  route({
    door: 'pushauth',
    method: 'POST',
    path: '/v1/push/sessions',
    name: 'createPushSession',
    summary: 'PushAuth: notify the devices of a user and ask for an answer',
    access,
    body: sessionRequestSchema,
    idempotent: true,
    answer: {
      status: 201,
      description: 'The session; with `code` where the policy of the application wants one typed',
      schema: newSessionSchema,
    },
    errors: [
      'user_unknown',
      'no_active_device',
      'action_too_large',
      'user_backing_off',
      'user_quarantined',
      'push_limit',
    ],
    async handle({ caller, body, remember }, { challenges }) {
      const { application } = caller;
      const action = actionOf(body.notification, body.user);
      const ttl = ttlSeconds(body.secondsToExpire);
      const created = await challenges.create({
        application,
        username: body.user,
        ...(action === undefined ? {} : { action }),
        ...(ttl === undefined ? {} : { ttlSeconds: ttl }),
        door: JSON.stringify({ door: 'pushauth' }),
        remember: remember && ((trx, challenge) => remember(trx, createdAnswer(challenge))),
      });
      return createdAnswer(created);
    },
  }),
  route({
    door: 'pushauth',
    method: 'GET',
    path: '/v1/push/sessions/:id',
    name: 'getPushSession',
    summary: 'PushAuth: how the session stands',
    access,
    params: { id: challengeIdParam },
    answer: { status: 200, description: 'The session', schema: sessionSchema },
    async handle({ caller, params }, { challenges }) {
      return json(sessionBody(await challenges.get(caller.application, params.id)));
    },
  }),
];
