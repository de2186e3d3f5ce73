import * as v from 'valibot';
import {
  ATTACHMENT_LIMITS,
  ATTACHMENT_MEDIA_TYPES,
  attachmentNameSchema,
  haveDistinctNames,
} from '../../../shared/protocol/attachment.ts';
import { line } from '../../../shared/protocol/text.ts';
import { applicationView } from '../../accounts/applications.ts';
import { usernameSchema } from '../../accounts/names.ts';
import { ttlSecondsSchema, userVerificationSchema } from '../../accounts/policy.ts';
import type { CreateChallenge } from '../../challenges/create.ts';
import { NodError } from '../../diagnostics/errors.ts';
import { describeUserAgent } from '../../net/user-agent.ts';
import type { ApplicationRow } from '../../store/schema.ts';
import { ipSchema, notAList } from '../schemas.ts';

/** Wider than what fits into a push: the engine says whether it does, with an error that names the limits. */
const requestedActionSchema = v.pipe(
  v.strictObject({
    title: line(1000),
    details: v.optional(v.array(v.strictObject({ label: line(1000), value: line(4000) }))),
    /** Texts that belong to it; the engine says which texts may. */
    attachments: v.optional(
      v.pipe(
        v.array(
          v.strictObject({
            name: attachmentNameSchema,
            mediaType: v.picklist(ATTACHMENT_MEDIA_TYPES),
            text: v.string(),
          }),
        ),
        v.minLength(1, 'wants 1 to 4 texts'),
        v.maxLength(ATTACHMENT_LIMITS.count, 'wants 1 to 4 texts'),
        v.check((list) => haveDistinctNames(list), 'wants names that differ'),
      ),
    ),
    /** Nobody may approve before all of these have been scrolled to their end. */
    readAll: v.optional(v.boolean()),
  }),
  v.check(
    ({ attachments, readAll }) => readAll !== true || attachments !== undefined,
    'wants attachments with readAll',
  ),
);

/** Four attachments, written as JSON, and the rest of the request. */
export const CHALLENGE_REQUEST_MAX_BYTES = 1.5 * 1024 * 1024;

/** POST /v1/challenges. */
export const challengeRequestSchema = v.strictObject({
  user: usernameSchema,
  action: v.optional(requestedActionSchema),
  context: v.optional(
    notAList(
      v.strictObject({
        ip: v.optional(ipSchema),
        userAgent: v.optional(v.pipe(v.string(), v.maxLength(1000))),
        origin: v.optional(v.pipe(v.string(), v.maxLength(120))),
        location: v.optional(line(80)),
        browserKnown: v.optional(v.boolean()),
      }),
    ),
  ),
  match: v.optional(v.picklist(['code', 'origin', 'none'])),
  userVerification: v.optional(userVerificationSchema),
  answerBy: v.optional(v.literal('phone')),
  ttlSeconds: v.optional(ttlSecondsSchema),
});
type ChallengeRequest = v.InferOutput<typeof challengeRequestSchema>;

/**
 * What the engine is asked, with the context put into the words that people will read.
 * @throws NodError request_malformed when the origin isn't one of the application's
 */
export function toCreateChallenge(application: ApplicationRow, request: ChallengeRequest): CreateChallenge {
  const { user, action, context, match, userVerification, answerBy, ttlSeconds } = request;
  return {
    application,
    username: user,
    ...(action === undefined ? {} : { action: { title: action.title, details: action.details ?? [] } }),
    ...(action?.attachments === undefined ? {} : { attachments: action.attachments, readAll: action.readAll === true }),
    ...(context === undefined ? {} : { context: shownContext(application, context) }),
    ...(match === undefined ? {} : { match }),
    ...(userVerification === undefined ? {} : { userVerification }),
    ...(answerBy === undefined ? {} : { answerBy }),
    ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
  };
}

function shownContext(application: ApplicationRow, context: NonNullable<ChallengeRequest['context']>) {
  const { ip, userAgent, origin, location, browserKnown } = context;
  if (origin !== undefined && !applicationView(application).origins.includes(origin)) {
    throw new NodError(
      'request_malformed',
      '"context.origin" wants one of the origins this application was registered with.',
    );
  }
  return {
    ...(ip === undefined ? {} : { ip }),
    ...(location === undefined ? {} : { location }),
    ...(userAgent === undefined ? {} : describeUserAgent(userAgent)),
    ...(origin === undefined ? {} : { origin }),
    ...(browserKnown === undefined ? {} : { browserKnown }),
  };
}
