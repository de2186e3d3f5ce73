import * as v from 'valibot';
import { SCOPES } from './api-key.ts';
import { matchingPolicy, matchSchema, policyProblem } from './matching-policy.ts';
import { nameSchema } from './names.ts';
import { isSecureUrl, originsSchema } from './origins.ts';
import { userVerificationSchema } from './user-verification-policy.ts';

const scopesSchema = v.pipe(
  v.array(v.picklist(SCOPES, `must be of ${SCOPES.join(', ')}`), 'must be a list of scopes'),
  v.minLength(1, 'must name at least one scope'),
  v.transform((scopes) => [...new Set(scopes)]),
);

/** N3: a secret dies within 10 minutes; below 30 seconds nobody can answer. */
export const ttlSecondsSchema = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(30, 'must be at least 30'),
  v.maxValue(600, 'must be at most 600'),
);

/** N2 wants six digits; an application may choose fewer, and the user interface says so. */
export const digitsSchema = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(2, 'must be at least 2'),
  v.maxValue(8, 'must be at most 8'),
);

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
      origins: originsSchema(options),
      match: v.optional(matchSchema, 'code'),
      originRequired: v.optional(v.boolean('must be true or false'), false),
      userVerification: v.optional(userVerificationSchema, 'discouraged'),
      digits: v.optional(digitsSchema, 6),
      ttlSeconds: v.optional(ttlSecondsSchema, 120),
      scopes: v.optional(scopesSchema, [...SCOPES]),
      revealDenial: v.optional(v.boolean('must be true or false'), true),
      webhook: v.optional(webhookSchema(options)),
    }),
    v.transform((application) => ({ ...application, ...matchingPolicy(application) })),
    v.rawCheck(({ dataset, addIssue }) => {
      const message = dataset.typed && policyProblem(dataset.value, dataset.value.origins);
      if (message) addIssue({ message });
    }),
  );
}
export type NewApplication = v.InferInput<ReturnType<typeof newApplicationSchema>>;

/** Seconds for which the key before still works: up to 30 days. */
export const overlapSecondsSchema = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(0, 'must not be negative'),
  v.maxValue(30 * 86_400, 'must be at most 2592000 (30 days)'),
);
