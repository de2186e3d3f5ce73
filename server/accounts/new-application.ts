import * as v from 'valibot';
import { DEFAULT_SCOPES, scopesSchema } from './api-keys.ts';
import { webhookSchema } from './application-webhook.ts';
import { nameSchema, originsSchema } from './names.ts';
import {
  digitsSchema,
  fallbacksSchema,
  loginPathsSchema,
  matchingPolicy,
  matchSchema,
  pairingProblem,
  pairingSchema,
  policyProblem,
  ttlSecondsSchema,
  unknownBrowserSchema,
  userVerificationSchema,
} from './policy.ts';

/** What REST and the CLI take for a new application. @param options.allowHttpLocalhost for the demo */
export function newApplicationSchema(options: { allowHttpLocalhost: boolean }) {
  return v.pipe(
    v.strictObject({
      name: nameSchema,
      /** The name of an existing realm that it joins; otherwise it gets one of its own, of its own name. */
      realm: v.optional(nameSchema),
      origins: originsSchema(options),
      loginPaths: v.optional(loginPathsSchema, []),
      match: v.optional(matchSchema, 'code'),
      originRequired: v.optional(v.boolean('must be true or false'), false),
      userVerification: v.optional(userVerificationSchema, 'discouraged'),
      unknownBrowser: v.optional(unknownBrowserSchema, 'same'),
      fallbacks: v.optional(fallbacksSchema, null),
      digits: v.optional(digitsSchema, 6),
      ttlSeconds: v.optional(ttlSecondsSchema, 120),
      scopes: v.optional(scopesSchema, [...DEFAULT_SCOPES]),
      revealDenial: v.optional(v.boolean('must be true or false'), true),
      webhook: v.optional(webhookSchema(options)),
      pairing: v.optional(pairingSchema, 'link'),
      /** Its requests wait beside each other, up to 30 for one user, as those of agents do. */
      parallel: v.optional(v.boolean('must be true or false'), false),
    }),
    v.transform((application) => ({ ...application, ...matchingPolicy(application) })),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const { origins, loginPaths: paths, pairing, webhook } = dataset.value;
      const message =
        policyProblem(dataset.value, { origins, paths }) ??
        pairingProblem({ pairing, hasWebhook: webhook !== undefined });
      if (message) addIssue({ message });
    }),
  );
}
export type NewApplication = v.InferInput<ReturnType<typeof newApplicationSchema>>;
