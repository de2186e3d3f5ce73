import * as v from 'valibot';
import { ProtocolError } from './errors.ts';
import { line } from './text.ts';

/**
 * Trusted registration by webhook, as PushAuth had it: a person without a device gives the user name and the short text that
 * the application's site shows them, and the server asks the application. The link leads there; nothing in it is secret.
 */
export function registrationUrl(origin: string, applicationId: string): string {
  return `${origin}/#/register/${applicationId}`;
}

/** @returns the parts of an application's pairing link. @throws ProtocolError malformed for any other text */
export function parseRegistrationUrl(text: string): { origin: string; applicationId: string } {
  const found = /^(https?:\/\/[^/#?\s@]{1,100})\/#\/register\/(app_[A-Za-z0-9_-]{22})$/.exec(text.trim());
  if (!found) throw new ProtocolError('malformed', 'not a pairing link of an application');
  const [, origin = '', applicationId = ''] = found;
  return { origin, applicationId };
}

/** GET /device/v1/registrations/:applicationId: whose text it is. */
export const registrationSchema = v.object({ name: v.string(), origins: v.array(v.string()) });
export type Registration = v.InferOutput<typeof registrationSchema>;

/** POST /device/v1/registrations/:applicationId. `text`: as the site shows it. */
export const registrationRequestSchema = v.strictObject({
  username: v.pipe(v.string(), v.maxLength(200)),
  text: line(64),
});
export type RegistrationRequest = v.InferOutput<typeof registrationRequestSchema>;

/** Its answer: a ticket, whose token is claimed like a pairing link's. */
export const registrationTicketSchema = v.object({
  token: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)),
  expiresAtMs: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});
export type RegistrationTicket = v.InferOutput<typeof registrationTicketSchema>;
