import * as v from 'valibot';
import { ACTION_LIMITS, type Action } from '../../../shared/protocol/challenge.ts';
import { jsonBytes, line, shortenToBytes } from '../../../shared/protocol/text.ts';
import { signInTitle } from '../../challenges/create.ts';
import { notAList } from '../schemas.ts';

/**
 * What a PushAuth client puts into its notification, made into what a Nod request may show. Its clients write for a
 * notification of their own app: line breaks, long titles, pretty-printed JSON. Nothing of that is refused. It becomes
 * single lines and details, and what doesn't fit into a push is shortened where people can see it (an ellipsis). REST refuses
 * instead, for those to whom all of it matters.
 */
export const notificationSchema = notAList(
  v.object({
    title: v.optional(v.nullable(v.string())),
    subtitle: v.optional(v.nullable(v.string())),
    body: v.optional(v.nullable(v.string())),
    /** Text, JSON as text, or names with values; the latter two become details. */
    payload: v.optional(v.unknown()),
  }),
);
export type Notification = v.InferOutput<typeof notificationSchema>;

const LABEL_CHARACTERS = 40;
const VALUE_BYTES = 600;
/** A value is shortened to no less than this, and then left out. */
const SHORTEST_BYTES = 24;

/**
 * The title asks, everything else is a detail below it.
 * @param limitBytes what the challenge leaves for it, as JSON
 * @returns undefined where there is nothing to show: the engine then asks about signing in
 */
export function actionOf(
  notification: Notification | undefined,
  username: string,
  limitBytes: number,
): Action | undefined {
  const { title: wholeTitle, subtitle, body, payload } = notification ?? {};
  const title = oneLine(wholeTitle ?? '');
  const tooLong = [...title].length > ACTION_LIMITS.titleCharacters;
  const details = [
    ...(tooLong ? [{ label: 'In full', value: title }] : []),
    { label: 'About', value: oneLine(subtitle ?? '') },
    { label: 'Message', value: oneLine(body ?? '') },
    ...detailsOf(payload),
  ].filter(({ value }) => value !== '');
  if (title === '' && details.length === 0) return undefined;
  const shownTitle = title === '' ? signInTitle(username) : cut(title, ACTION_LIMITS.titleCharacters);
  return fit({ title: shownTitle, details }, limitBytes);
}

/** Members of an object, also of one that came as JSON text; anything else is one detail. */
function detailsOf(payload: unknown): Action['details'] {
  const value = typeof payload === 'string' ? (objectIn(payload) ?? payload) : payload;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).map(([name, member]) => ({
      label: cut(oneLine(name) || 'Details', LABEL_CHARACTERS),
      value: textOf(member),
    }));
  }
  return [{ label: 'Details', value: textOf(value) }];
}

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return oneLine(typeof value === 'string' ? value : JSON.stringify(value));
}

/**
 * Text as one line that a request may show: line breaks and tabs become spaces, and characters that the protocol refuses are
 * left out, at worst with all marks.
 */
function oneLine(text: string): string {
  const spaced = text
    // No more than this is ever shown, and looking at the rest would take time that a client could make us waste.
    .slice(0, ACTION_LIMITS.totalBytes)
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  const candidates = [
    () => spaced,
    () => spaced.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, ''),
    () => spaced.replace(/[^\p{L}\p{N}\p{P}\p{Sm}\p{Sc}\p{Sk} ]/gu, ''),
    () => spaced.replace(/[^\p{ASCII}]/gu, '?'),
  ];
  const anyLength = line(Number.MAX_SAFE_INTEGER);
  return candidates.map((make) => make().replace(/ +/g, ' ').trim()).find((made) => v.is(anyLength, made)) ?? '';
}

function cut(text: string, characters: number): string {
  const all = [...text];
  return all.length <= characters
    ? text
    : `${all
        .slice(0, characters - 1)
        .join('')
        .trimEnd()}…`;
}

/** Shortens the longest value until all fits; then leaves out the last details, and says so. */
function fit(action: Action, limitBytes: number): Action {
  const { title } = action;
  const details = action.details
    .slice(0, ACTION_LIMITS.details)
    .map(({ label, value }) => ({ label, value: shortenToBytes(cut(value, VALUE_BYTES), VALUE_BYTES) }));
  let leftOut = action.details.length - details.length;
  const made = (): Action => {
    if (leftOut === 0) return { title, details };
    return {
      title,
      details: [...details.slice(0, ACTION_LIMITS.details - 1), { label: 'Not shown', value: more(leftOut) }],
    };
  };
  if (leftOut > 0) {
    details.pop();
    leftOut++;
  }
  while (jsonBytes(made()) > limitBytes && details.length > 0) {
    const longest = details.reduce((one, other) => (jsonBytes(other.value) > jsonBytes(one.value) ? other : one));
    const bytes = jsonBytes(longest.value);
    if (bytes > SHORTEST_BYTES) {
      const excess = jsonBytes(made()) - limitBytes;
      longest.value = shortenToBytes(longest.value, Math.max(SHORTEST_BYTES, bytes - excess));
    } else {
      details.pop();
      leftOut++;
    }
  }
  return made();
}

const more = (count: number) => (count === 1 ? 'one more detail' : `${count} more details`);
