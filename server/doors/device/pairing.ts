import {
  claimRequestSchema,
  claimResponseSchema,
  completeRequestSchema,
  keysResponseSchema,
  selfSchema,
  serverInfoSchema,
} from '../../../shared/protocol/device-api.ts';
import { json } from '../answer.ts';
import { route } from '../route.ts';
import { enrollmentIdParam } from '../schemas.ts';

/**
 * What an authenticator calls before it is one of the account's devices. Server and keys are the same for every caller. For
 * an enrollment there is no proof yet: the code or link, and after it the claim's nonce, is what lets in; hence the limits
 * per address (A6.6.3).
 */
export const pairingRoutes = [
  route({
    door: 'device',
    method: 'GET',
    path: '/device/v1/server',
    name: 'getServer',
    summary: 'Who the server is: name, keys, push key, clock',
    access: { by: 'anyone' },
    answer: { status: 200, description: 'The server', schema: serverInfoSchema },
    handle: (_call, { devices }) => json(devices.serverInfo()),
  }),
  route({
    door: 'device',
    method: 'GET',
    path: '/device/v1/keys',
    name: 'getKeySets',
    summary: "The server's key sets, oldest first: how a device learns of a new key",
    access: { by: 'anyone' },
    answer: { status: 200, description: 'The sets', schema: keysResponseSchema },
    async handle(_call, { devices }) {
      return json({ sets: await devices.keySets() });
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/enrollments/claim',
    name: 'claimEnrollment',
    summary: 'Take a ticket by its code or link, and learn whose account on which server it is for',
    access: { by: 'anyone' },
    body: claimRequestSchema,
    answer: { status: 200, description: 'What the ticket is for', schema: claimResponseSchema },
    errors: ['rate_limited', 'enrollment_invalid', 'enrollment_expired', 'enrollment_used', 'enrollment_refused'],
    async handle({ body, ip }, { devices, limits }) {
      limits.claim.take(ip);
      return json(await devices.claim(body, { ip }));
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/enrollments/:id/complete',
    name: 'completeEnrollment',
    summary: "Bind the device's key and subscription to the account; the device is pending until its test is answered",
    access: { by: 'anyone' },
    params: { id: enrollmentIdParam },
    body: completeRequestSchema,
    answer: { status: 201, description: 'The device, pending', schema: selfSchema },
    errors: [
      'rate_limited',
      'enrollment_invalid',
      'enrollment_expired',
      'enrollment_used',
      'enrollment_refused',
      'enrollment_proof_invalid',
      'user_locked',
      'endpoint_not_allowed',
      'pull_not_allowed',
    ],
    async handle({ params, body, ip }, { devices, limits }) {
      limits.complete.take(ip);
      return json(await devices.complete(params.id, body, { ip }), 201);
    },
  }),
];
