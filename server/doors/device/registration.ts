import {
  registrationRequestSchema,
  registrationSchema,
  registrationTicketSchema,
} from '../../../shared/protocol/registration-api.ts';
import { json } from '../answer.ts';
import { route } from '../route.ts';
import { applicationIdParam, notAList } from '../schemas.ts';

/**
 * Trusted registration by an application's webhook. Nothing but name and text lets in here, so tries are counted, in the database
 * (devices/registration-tries.ts); the limit per address keeps a flood away from it.
 */
export const registrationRoutes = [
  route({
    door: 'device',
    method: 'GET',
    path: '/device/v1/registrations/:applicationId',
    name: 'describeRegistration',
    summary: 'Which application registers people by this link',
    access: { by: 'anyone' },
    params: { applicationId: applicationIdParam },
    answer: { status: 200, description: 'Its name and origins', schema: registrationSchema },
    errors: ['registration_unavailable'],
    async handle({ params }, { devices }) {
      return json(await devices.describeRegistration(params.applicationId));
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/registrations/:applicationId',
    name: 'register',
    summary: 'User name and the text that the site shows, in exchange for the ticket of a first device',
    access: { by: 'anyone' },
    params: { applicationId: applicationIdParam },
    body: notAList(registrationRequestSchema),
    answer: { status: 201, description: 'The ticket; its token is told this once', schema: registrationTicketSchema },
    errors: ['rate_limited', 'registration_unavailable', 'registration_refused', 'enrollment_refused'],
    async handle({ params, body, ip }, { devices, limits }) {
      limits.claim.take(ip);
      return json(await devices.register(params.applicationId, body, { ip }), 201);
    },
  }),
];
