import * as v from 'valibot';
import { FALLBACK_WAYS } from '../../accounts/policy.ts';
import { json } from '../answer.ts';
import { route } from '../route.ts';
import { challengeIdParam } from '../schemas.ts';
import { challengeBody, challengeSchema } from './challenge-view.ts';

const bodySchema = v.strictObject({
  way: v.picklist(FALLBACK_WAYS, `must be of ${FALLBACK_WAYS.join(', ')}`),
  /** What was typed; absent: the way is opened. */
  code: v.optional(
    v.pipe(v.string('must be text'), v.minLength(1, 'must not be empty'), v.maxLength(64, 'is too long')),
  ),
});

/** What opening gives the login page. */
const openedSchema = v.object({
  way: v.picklist(FALLBACK_WAYS),
  qr: v.optional(v.string()),
  digits: v.optional(v.number()),
});

export const fallbackRoutes = [
  route({
    door: 'rest',
    method: 'POST',
    path: '/v1/challenges/:id/fallback',
    name: 'fallback',
    summary: "Open a way to approve without a device; with code, take what was typed in place of a device's answer",
    access: { by: 'application', header: 'authorization', scope: 'challenges' },
    params: { id: challengeIdParam },
    body: bodySchema,
    answer: {
      status: 200,
      description: 'Without code what the login page shows, the same each time; with code the challenge, approved',
      schema: v.union([challengeSchema, openedSchema]),
    },
    errors: [
      'challenge_final',
      'fallback_not_allowed',
      'fallback_backing_off',
      'fallback_closed',
      'offline_too_long',
      'offline_no_device',
      'offline_used_up',
      'email_used_up',
      'wrong_code',
      'user_quarantined',
      'user_backing_off',
      'user_locked',
    ],
    async handle({ caller: { application }, params, body: { way, code } }, { fallbacks }) {
      const call = { application, challengeId: params.id, way };
      if (code === undefined) return json({ way, ...(await fallbacks.open(call)) });
      return json(challengeBody(await fallbacks.answer({ ...call, code }), application, fallbacks));
    },
  }),
];
