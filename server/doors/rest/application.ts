import * as v from 'valibot';
import { SCOPES } from '../../accounts/api-keys.ts';
import { applicationView } from '../../accounts/applications.ts';
import { fallbacksSchema, unknownBrowserSchema, userVerificationSchema } from '../../accounts/policy.ts';
import { json } from '../answer.ts';
import { route } from '../route.ts';
import { applicationIdSchema, rfc3339, timeSchema } from '../schemas.ts';

const applicationSchema = v.object({
  id: applicationIdSchema,
  name: v.string(),
  origins: v.array(v.string()),
  /** The paths of its login pages there; none: any. */
  loginPaths: v.array(v.string()),
  match: v.picklist(['code', 'origin', 'none']),
  /** With match `origin`: a code is not accepted in its place. */
  originRequired: v.boolean(),
  /** Whether the person behind the device is verified before an approval. */
  userVerification: userVerificationSchema,
  /** What is asked for more where `context.browserKnown` isn’t true. */
  unknownBrowser: unknownBrowserSchema,
  /** What counts in place of a device’s answer; null: by the rest of the policy. */
  fallbacks: fallbacksSchema,
  digits: v.number(),
  ttlSeconds: v.number(),
  revealDenial: v.boolean(),
  /** Its requests wait beside each other: a new one replaces none. */
  parallel: v.boolean(),
  webhookUrl: v.nullable(v.string()),
  createdAt: timeSchema,
  /** Of the key that this call was made with. */
  scopes: v.array(v.picklist(SCOPES)),
});

export const applicationRoutes = [
  route({
    door: 'rest',
    method: 'GET',
    path: '/v1/application',
    name: 'getApplication',
    summary: 'The application whose API key this is, its policy, and what the key may do',
    access: { by: 'application', header: 'authorization' },
    answer: { status: 200, description: 'The application', schema: applicationSchema },
    handle({ caller }) {
      const { createdAtMs, ...view } = applicationView(caller.application);
      const answer: v.InferOutput<typeof applicationSchema> = {
        ...view,
        createdAt: rfc3339(createdAtMs),
        scopes: caller.scopes,
      };
      return json(answer);
    },
  }),
];
