import * as v from 'valibot';
import { ACTION_LIMITS, ORIGINS_MAX_BYTES } from '../../../shared/protocol/challenge.ts';
import { line } from '../../../shared/protocol/text.ts';
import type { CreatedChallenge } from '../../challenges/create.ts';
import type { ChallengeView } from '../../challenges/view.ts';
import type { ApplicationRow, ChallengeState } from '../../store/schema.ts';
import { type Answer, json } from '../answer.ts';
import { route } from '../route.ts';
import { challengeIdParam, challengeIdSchema, rfc3339, timeSchema } from '../schemas.ts';
import { type ErrorSession, errorSession, errorSessionIdSchema, readErrorSession } from './error-session.ts';
import { actionOf, notificationSchema } from './notification.ts';

/** The origins, and what goes with them, share the bytes of a challenge with its text. */
function actionBytes({ match }: Pick<ApplicationRow, 'match'>): number {
  return ACTION_LIMITS.totalBytes - (match === 'origin' ? ORIGINS_MAX_BYTES : 0);
}

const MIN_LIFE_SECONDS = 30;
const MAX_LIFE_SECONDS = 600;

/** PushAuth's own request; unknown members are ignored, as that API's clients expect. */
const sessionRequestSchema = v.object({
  /** Any line of text: what can be no username is a user that isn't there. */
  user: line(1000),
  notification: v.optional(v.nullable(notificationSchema)),
  /** 0 or absent: the application's default. */
  secondsToExpire: v.optional(v.nullable(v.pipe(v.number(), v.finite()))),
});

/** N3 allows no more than 10 minutes, whatever a client asks for (theirs ask for a day); the answer says what it became. */
function ttlSeconds(secondsToExpire: number | null | undefined): number | undefined {
  if (!secondsToExpire) return undefined;
  return Math.round(Math.min(MAX_LIFE_SECONDS, Math.max(MIN_LIFE_SECONDS, secondsToExpire)));
}

const SESSION_STATUSES = ['sent', 'accepted', 'rejected', 'expired', 'canceled', 'error'] as const;
type SessionStatus = (typeof SESSION_STATUSES)[number];

/**
 * Our states in PushAuth's words. A report is a rejection too: PushAuth has no stronger word, and the next create tells of
 * the quarantine that follows. `failed` (three wrong codes) is nobody's answer, hence `error`.
 */
const SESSION_STATUS: Readonly<Record<ChallengeState, SessionStatus>> = {
  pending: 'sent',
  approved: 'accepted',
  denied: 'rejected',
  reported: 'rejected',
  expired: 'expired',
  canceled: 'canceled',
  failed: 'error',
};

const sessionIdSchema = v.union([challengeIdSchema, errorSessionIdSchema]);

/** PushAuth's session object. `code` is ours: the digits to show where the application's policy wants them. */
const sessionSchema = v.object({
  id: sessionIdSchema,
  status: v.picklist(SESSION_STATUSES),
  notificationCount: v.number(),
  /** Null until something has happened that can be told. */
  detail: v.nullable(v.string()),
  expiresAt: timeSchema,
  updatedAt: timeSchema,
});
const newSessionSchema = v.object({ ...sessionSchema.entries, code: v.optional(v.string()) });

/**
 * `notificationCount` is how many devices' push services have taken the notification so far. `detail` is what the device said
 * with its answer; here it says which device answered.
 */
function sessionBody(view: ChallengeView): v.InferOutput<typeof sessionSchema> {
  return {
    id: view.id,
    status: SESSION_STATUS[view.state],
    notificationCount: view.notified,
    detail: describe(view),
    expiresAt: rfc3339(view.expiresAtMs),
    updatedAt: rfc3339(view.updatedAtMs),
  };
}

const DETAILS: Partial<Record<ChallengeState, (device: string) => string>> = {
  approved: (device) => `Approved on ${device}`,
  denied: (device) => `Denied on ${device}`,
  reported: (device) => `Reported on ${device}: this was not the user`,
  failed: () => 'Too many wrong codes',
};

function describe(view: ChallengeView): string | null {
  const detail = DETAILS[view.state]?.(view.decidedBy?.name ?? 'a device') ?? null;
  return view.denyReason === null ? detail : `${detail}: ${view.denyReason}`;
}

function createdAnswer(created: CreatedChallenge): Answer {
  const answer: v.InferOutput<typeof newSessionSchema> = {
    id: created.id,
    status: 'sent',
    // Pushes leave after the answer: the count grows as push services take them.
    notificationCount: 0,
    detail: null,
    expiresAt: rfc3339(created.expiresAtMs),
    updatedAt: rfc3339(created.createdAtMs),
    ...(created.code === undefined ? {} : { code: created.code }),
  };
  return json(answer, 201);
}

function errorBody({ id, detail, createdAtMs, expiresAtMs }: ErrorSession): v.InferOutput<typeof sessionSchema> {
  return {
    id,
    status: 'error',
    notificationCount: 0,
    detail,
    expiresAt: rfc3339(expiresAtMs),
    updatedAt: rfc3339(createdAtMs),
  };
}

const access = { by: 'application', header: 'x-api-key', scope: 'challenges' } as const;

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
    async handle({ caller, body, remember }, services) {
      const { application } = caller;
      const action = actionOf(body.notification ?? undefined, body.user, actionBytes(application));
      const lifeSeconds = ttlSeconds(body.secondsToExpire) ?? application.ttl_seconds;
      try {
        const created = await services.challenges.create({
          application,
          username: body.user,
          ...(action === undefined ? {} : { action }),
          ttlSeconds: lifeSeconds,
          door: JSON.stringify({ door: 'pushauth' }),
          remember: remember && ((trx, challenge) => remember(trx, createdAnswer(challenge))),
        });
        return createdAnswer(created);
      } catch (error) {
        const session = errorSession(services, error, { applicationId: application.id, lifeSeconds });
        if (session) return json(errorBody(session), 201);
        throw error;
      }
    },
  }),
  route({
    door: 'pushauth',
    method: 'GET',
    path: '/v1/push/sessions/:id',
    name: 'getPushSession',
    summary: 'PushAuth: how the session stands',
    access,
    params: { id: { ...challengeIdParam, schema: sessionIdSchema } },
    answer: { status: 200, description: 'The session', schema: sessionSchema },
    async handle({ caller: { application }, params }, services) {
      const session = readErrorSession(services, application.id, params.id);
      if (session) return json(errorBody(session));
      return json(sessionBody(await services.challenges.get(application, params.id)));
    },
  }),
];
