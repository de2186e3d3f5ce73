import * as v from 'valibot';
import { DEFAULT_SCOPES, scopesSchema } from './api-keys.ts';
import { isSecureUrl, nameSchema, originsSchema } from './names.ts';
import {
  digitsSchema,
  fallbacksSchema,
  loginPathsSchema,
  matchingPolicy,
  matchSchema,
  policyProblem,
  ttlSecondsSchema,
  unknownBrowserSchema,
  userVerificationSchema,
} from './policy.ts';

const basicAuthText = v.pipe(
  v.string('must be text'),
  v.minLength(1, 'must not be empty'),
  v.maxLength(256, 'is too long'),
  v.regex(/^[^\p{Cc}\p{Cs}]+$/u, 'must not hold control characters'),
);

function webhookSchema(options: { allowHttpLocalhost: boolean }) {
  return v.strictObject({
    url: v.pipe(
      v.string('must be text'),
      v.maxLength(1024, 'is too long'),
      v.check((text) => isSecureUrl(text, options), 'must be an address with https://'),
      v.check((text) => !hasCredentials(text), 'must not hold a user name or password'),
    ),
    // RFC 7617: the first colon ends the user name.
    username: v.pipe(
      basicAuthText,
      v.check((text) => !text.includes(':'), 'must not hold a colon'),
    ),
    password: basicAuthText,
  });
}

function hasCredentials(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.username !== '' || url.password !== '');
}

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
    }),
    v.transform((application) => ({ ...application, ...matchingPolicy(application) })),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const { origins, loginPaths: paths } = dataset.value;
      const message = policyProblem(dataset.value, { origins, paths });
      if (message) addIssue({ message });
    }),
  );
}
export type NewApplication = v.InferInput<ReturnType<typeof newApplicationSchema>>;
