import { isIP } from 'node:net';
import * as v from 'valibot';
import { usernameSchema } from '../accounts/names.ts';
import type { ParamRule } from './route.ts';

/** Shapes that several doors share. Messages say what is wanted; they complete a sentence that begins with the member. */
const id = (prefix: string) => v.pipe(v.string(), v.regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{22}$`), 'wants an id'));

export const applicationIdSchema = id('app');
export const userIdSchema = id('usr');
export const deviceIdSchema = id('dev');
export const enrollmentIdSchema = id('enr');
export const challengeIdSchema = id('chl');

export const ipSchema = v.pipe(
  v.string(),
  v.maxLength(45),
  v.check((text) => isIP(text) !== 0, 'wants an IP address'),
);

/** RFC 3339, as `Date` writes it: UTC with milliseconds. */
export const timeSchema = v.pipe(v.string(), v.isoTimestamp());
export const rfc3339 = (ms: number): string => new Date(ms).toISOString();

export const challengeIdParam: ParamRule = {
  schema: challengeIdSchema,
  missing: 'challenge_unknown',
  message: 'No such challenge. Check the id that creating it returned.',
};
export const deviceIdParam: ParamRule = {
  schema: deviceIdSchema,
  missing: 'device_unknown',
  message: 'There is no such device.',
};
export const enrollmentIdParam: ParamRule = {
  schema: enrollmentIdSchema,
  missing: 'enrollment_invalid',
  message: 'This code is not known here. Check it, or ask for a new one.',
};
export const usernameParam: ParamRule = {
  schema: usernameSchema,
  missing: 'user_unknown',
  message: 'There is no such user.',
};
