import { selfSchema } from '../../../shared/protocol/device-api.ts';
import {
  moveRequestSchema,
  moveResponseSchema,
  vouchingRequestSchema,
  vouchingResponseSchema,
  vouchResponseSchema,
} from '../../../shared/protocol/trust-api.ts';
import { json } from '../answer.ts';
import { route } from '../route.ts';
import { deviceIdParam, notAList } from '../schemas.ts';

/** Who lets a device in: the new one asks, the old ones answer (challenges/vouching.ts), and the graph can be read. */
export const vouchingRoutes = [
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/vouching',
    name: 'askForVouching',
    summary: "An unvouched device asks the user's other ones to let it in",
    access: { by: 'device', state: 'usable', spends: true },
    body: notAList(vouchingRequestSchema),
    answer: { status: 201, description: 'What the new device shows', schema: vouchingResponseSchema },
    errors: ['vouching_unavailable', 'user_backing_off', 'activation_invalid', 'device_pending'],
    async handle({ caller, body, ip, proof }, { challenges }) {
      return json(await challenges.askForVouching(caller, { code: body.code, ip, proof }), 201);
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/vouching/wait',
    name: 'askToWait',
    summary: 'An unvouched device asks to be let in after a wait, unless somebody says no',
    access: { by: 'device', state: 'usable', spends: true },
    answer: { status: 200, description: 'The device as it is now', schema: selfSchema },
    errors: ['waiting_refused', 'activation_invalid', 'device_pending'],
    async handle({ caller, ip, proof }, { devices }) {
      return json(await devices.askToWait(caller, { ip, proof }));
    },
  }),
  route({
    door: 'device',
    method: 'GET',
    path: '/device/v1/devices/:id/vouch',
    name: 'getVouch',
    summary: 'Who let one of this user’s devices in, with the receipt where a device did',
    access: { by: 'device', state: 'active' },
    params: { id: deviceIdParam },
    answer: { status: 200, description: 'Who let it in', schema: vouchResponseSchema },
    async handle({ caller, params }, { devices }) {
      return json(await devices.vouchOf(caller.user_id, params.id));
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/moves',
    name: 'startMove',
    summary: 'A ticket with which a new phone takes this one’s place',
    access: { by: 'device', state: 'active', spends: true },
    body: notAList(moveRequestSchema),
    answer: { status: 201, description: 'The ticket; its token is shown this once', schema: moveResponseSchema },
    errors: ['enrollment_expired', 'enrollment_refused'],
    async handle({ caller, body, ip, proof }, { devices }) {
      return json(await devices.startMove(caller, body.moveId, { ip, proof }), 201);
    },
  }),
];
