import { verifierApprovalSchema, waitingVerifiersSchema } from '../../../shared/protocol/device-api.ts';
import { json, noContent } from '../answer.ts';
import { route } from '../route.ts';
import { deviceIdParam } from '../schemas.ts';

/** One device of a user says for another one that what confirms the person there is really theirs (N10). */
export const verifierApprovalRoutes = [
  route({
    door: 'device',
    method: 'GET',
    path: '/device/v1/verifiers',
    name: 'listWaitingVerifiers',
    summary: 'What confirms the person on the user’s other devices and doesn’t count yet',
    access: { by: 'device', state: 'active' },
    answer: { status: 200, description: 'Those that wait', schema: waitingVerifiersSchema },
    async handle({ caller }, { devices }) {
      return json({ verifiers: await devices.waitingVerifiers(caller) });
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/devices/:id/verifier/approval',
    name: 'approveVerifier',
    summary: 'Have what confirms the person on another device count from now on',
    access: { by: 'device', state: 'active', spends: true },
    params: { id: deviceIdParam },
    body: verifierApprovalSchema,
    answer: { status: 204, description: 'It counts for requests that come from now on' },
    errors: ['device_too_young', 'verifier_invalid'],
    async handle({ caller, params, body, ip, proof }, { devices }) {
      await devices.approveVerifier(caller, params.id, body, { ip, proof });
      return noContent();
    },
  }),
];
