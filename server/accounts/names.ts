import * as v from 'valibot';
import { textProblem } from '../../shared/protocol/text.ts';
import { NodError } from '../diagnostics/errors.ts';

/**
 * What is taken from a caller as a name or an origin. People read names on a phone before they approve, so they follow the
 * one rule for texts (shared/protocol/text.ts); and a username must name one account only.
 */
const NAME_CHARACTERS = 80;
const USERNAME_CHARACTERS = 128;
const MAX_ORIGINS = 10;
const MAX_URL_UNITS = 512;

/** Checked before normalising, which may be slow for a huge string: more UTF-16 units than any allowed name has. */
const RAW_UNITS = 512;

/** Not in a username, where it would make a second name that reads the same: spaces of any kind, joiners, selectors. */
const HIDDEN = /[\p{Z}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Names that browsers resolve to this machine only (W3C Secure Contexts, section 3.1). */
const LOCALHOST = new Set(['localhost', '127.0.0.1', '[::1]']);
/** The URL standard lets more into a host: `*.example` would be one, and match nothing. */
const HOST = /^([a-z0-9_.-]+|\[[0-9a-f:.]+\])$/;

const characters = (text: string): number => [...text].length;

/** 1 to 80 characters, NFC; for applications, display names, and whatever else is shown. */
export const nameSchema = v.pipe(
  v.string('must be text'),
  v.maxLength(RAW_UNITS, `must have at most ${NAME_CHARACTERS} characters`),
  v.transform((text) => text.normalize('NFC').trim()),
  v.check((text) => characters(text) <= NAME_CHARACTERS, `must have at most ${NAME_CHARACTERS} characters`),
  readable(),
);

/** By the rule for texts. Its words complete a sentence that begins with the name of the member. */
function readable() {
  return v.check<string, v.ErrorMessage<v.CheckIssue<string>>>(
    (text) => textProblem(text) === undefined,
    ({ input }) => textProblem(input) ?? '',
  );
}

/**
 * A username as it is stored: NFC and lower case, so that `Alice` and `alice` are one user. Names that were made before a rule
 * got stricter are still found by this.
 */
export const usernameSchema = v.pipe(
  v.string('must be text'),
  v.maxLength(RAW_UNITS, `must have at most ${USERNAME_CHARACTERS} characters`),
  // Lower case may take a composed character apart, so composition comes last.
  v.transform((text) => text.normalize('NFC').toLowerCase().normalize('NFC')),
  v.check((text) => characters(text) <= USERNAME_CHARACTERS, `must have at most ${USERNAME_CHARACTERS} characters`),
  v.check((text) => text !== '' && text.isWellFormed() && isStorable(text), 'must be a username'),
);

/** Steps of an address: what a client writes as `/v1/users/..` reaches the server as `/v1`. */
const DOTS = /^\.\.?$/;

/** The username of a new user, 1 to 128 characters. */
export const newUsernameSchema = v.pipe(
  usernameSchema,
  v.check((text) => !HIDDEN.test(text), 'must not hold spaces or invisible characters'),
  v.check((text) => !DOTS.test(text), 'must not be . or .., which no address can name'),
  readable(),
);

/**
 * An address of the form `https://host[:port]`; with `allowHttpLocalhost` (the demo) also `http://localhost[:port]`.
 * Given back as browsers write origins: lower case, punycode, no default port, no slash at the end.
 */
export function originSchema(options: { allowHttpLocalhost: boolean }) {
  return v.pipe(
    v.string('must be text'),
    v.maxLength(MAX_URL_UNITS, 'is too long'),
    v.check(
      (text) => isSecureUrl(text, options),
      `must begin with https://${options.allowHttpLocalhost ? ' or http://localhost' : ''} and be an address such as https://app.example.com`,
    ),
    v.check(isBare, 'must be an origin only: no path, query, user name or password, no wildcard'),
    v.transform((text) => new URL(text).origin),
  );
}

/** At most 10 origins, each once. */
export function originsSchema(options: { allowHttpLocalhost: boolean }) {
  return v.pipe(
    v.array(originSchema(options), 'must be a list of origins'),
    v.maxLength(MAX_ORIGINS, `must have at most ${MAX_ORIGINS} entries`),
    v.transform((origins) => [...new Set(origins)]),
  );
}

/** Whether it is an https address, or http to this machine where that is allowed. */
export function isSecureUrl(text: string, options: { allowHttpLocalhost: boolean }): boolean {
  const url = URL.parse(text);
  if (url === null) return false;
  if (url.protocol === 'https:') return true;
  return options.allowHttpLocalhost && url.protocol === 'http:' && LOCALHOST.has(url.hostname);
}

function isBare(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.href === `${url.origin}/` && HOST.test(url.hostname) && !/[?#]/.test(text);
}

/** PostgreSQL refuses text with NUL. Nothing stored has one, so such an id needn't be looked up. */
export function isStorable(text: string): boolean {
  return !text.includes('\0');
}

/**
 * Parses what a caller gave, or says which field is wrong and why. The value itself isn't quoted: it may be a secret.
 * @throws NodError request_malformed
 */
export function parseInput<TSchema extends v.GenericSchema>(schema: TSchema, input: unknown): v.InferOutput<TSchema> {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) {
    return result.output;
  }
  const [issue] = result.issues;
  const field = v.getDotPath(issue);
  // The messages of our own schemas say what is wanted. valibot's own begin with "Invalid", and repeat the value.
  const wants = issue.message.startsWith('Invalid ') ? 'is unknown, missing or of the wrong kind' : issue.message;
  const subject = field === null ? 'The value' : JSON.stringify(field.slice(0, 80));
  throw new NodError('request_malformed', `${subject} ${wants}.`);
}
