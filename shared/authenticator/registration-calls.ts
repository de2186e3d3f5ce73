import {
  type Registration,
  type RegistrationRequest,
  type RegistrationTicket,
  registrationSchema,
  registrationTicketSchema,
} from '../protocol/registration-api.ts';
import type { Core } from './ports.ts';

/** The calls of a person who has a name and a short text of an application's site, and no device yet. */
type Asking = Pick<Core, 'api'>;

/** An application's pairing link in parts. */
export interface RegistrationLink {
  readonly origin: string;
  readonly applicationId: string;
}

const pathOf = ({ applicationId }: RegistrationLink) => `/device/v1/registrations/${applicationId}`;

/** Whose text is wanted. @throws registration_unavailable */
export function callRegistration({ api }: Asking, link: RegistrationLink): Promise<Registration> {
  return api.ask({ origin: link.origin, method: 'GET', path: pathOf(link) }, registrationSchema);
}

/**
 * Gives name and text for a ticket; its token is claimed like a pairing link's.
 * @throws registration_refused, registration_unavailable, enrollment_refused, rate_limited
 */
export function callRegister(
  { api }: Asking,
  link: RegistrationLink,
  body: RegistrationRequest,
): Promise<RegistrationTicket> {
  return api.ask({ origin: link.origin, method: 'POST', path: pathOf(link), body }, registrationTicketSchema);
}
