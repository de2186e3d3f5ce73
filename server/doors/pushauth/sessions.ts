import * as v from 'valibot';
import type { Action } from '../../../shared/protocol/challenge.ts';
import { line } from '../../../shared/protocol/text.ts';
import { usernameSchema } from '../../accounts/names.ts';
import { type CreatedChallenge, signInTitle } from '../../challenges/create.ts';
import type { ChallengeView } from '../../challenges/view.ts';
import { NodError } from '../../diagnostics/errors.ts';
import type { ChallengeState } from '../../store/schema.ts';
import { type Answer, json } from '../answer.ts';
import { route } from '../route.ts';
import { challengeIdParam, challengeIdSchema, notAList, rfc3339, timeSchema } from '../schemas.ts';

const scalar = v.union([line(4000), v.number(), v.boolean(), v.null()]);

/** What a PushAuth client puts into its notification; an empty text is an absent one. */
const notificationSchema = notAList(
  v.object({
    title: v.optional(v.union([v.literal(''), line(1000)])),
    subtitle: v.optional(v.union([v.literal(''), line(4000)])),
    body: v.optional(v.union([v.literal(''), line(4000)])),
    /** A line of text, or names with values, which become details. */
    payload: v.optional(v.nullable(v.union([v.literal(''), line(4000), notAList(v.record(line(1000), scalar))]))),
  }),
);
type Notification = v.InferOutput<typeof notificationSchema>;

/**
 * The notification as an action: the title asks, everything else is a detail below it. Undefined where there is no
 * title and nothing to show: the engine then asks about signing in.
 */
function actionOf(notification: Notification | undefined, username: string): Action | undefined {
  if (notification === undefined) return undefined;
  const { title, subtitle, body, payload } = notification;
  const details = [
    ...(subtitle ? [{ label: 'About', value: subtitle }] : []),
    ...(body ? [{ label: 'Message', value: body }] : []),
    ...(typeof payload === 'string' && payload !== '' ? [{ label: 'Details', value: payload }] : []),
    ...(typeof payload === 'object' && payload !== null
      ? Object.entries(payload)
          .filter(([, value]) => value !== null)
          .map(([label, value]) => ({ label, value: String(value) }))
      : []),
  ];
  if (!title && details.length === 0) return undefined;
  return { title: title || signInTitle(username), details };
}

const MIN_LIFE_SECONDS = 30;
const MAX_LIFE_SECONDS = 600;

/** PushAuth's own request; unknown members are ignored, as that API's clients expect. */
const sessionRequestSchema = v.object({
  user: usernameSchema,
  notification: v.optional(notificationSchema),
  /** 0 or absent: the application's default. */
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

/** PushAuth's session object. `code` is ours: the digits to show where the application's policy wants them. */
const sessionSchema = v.object({
  id: challengeIdSchema,
  status: v.picklist(SESSION_STATUSES),
  notificationCount: v.number(),
  detail: v.string(),
  expiresAt: timeSchema,
  updatedAt: timeSchema,
});
const newSessionSchema = v.object({ ...sessionSchema.entries, code: v.optional(v.string()) });

/** `detail` is what the device said with its answer; here it says which device answered. */
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

function describe(view: ChallengeView): string {
  return DETAILS[view.state]?.(view.decidedBy?.name ?? 'a device') ?? '';
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
