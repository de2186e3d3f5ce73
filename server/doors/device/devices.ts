import { type DevicesResponse, devicesResponseSchema } from '../../../shared/protocol/device-api.ts';
import { requireActive } from '../../devices/device-life.ts';
import { json, noContent } from '../answer.ts';
import { route } from '../route.ts';
import { deviceIdParam } from '../text-schemas.ts';

/** N16: a lost device can be removed from any other one, and a device can remove itself. */
export const deviceRoutes = [
  route({
    door: 'device',
    method: 'GET',
    path: '/device/v1/devices',
    name: 'listOwnDevices',
    summary: 'All devices of this user',
    access: { by: 'device', state: 'active' },
    answer: { status: 200, description: 'The devices', schema: devicesResponseSchema },
    async handle({ caller }, { devices }) {
      const all = await devices.listForUser(caller.user_id);
      const answer: DevicesResponse = {
        devices: all.map(({ id, name, kind, state, delivery, createdAtMs, lastSeenMs }) => ({
          id,
          name,
          kind,
          state,
          delivery,
          createdAtMs,
          lastSeenMs,
          thisDevice: id === caller.id,
        })),
      };
      return json(answer);
    },
  }),
  route({
    door: 'device',
    method: 'DELETE',
    path: '/device/v1/devices/:id',
    name: 'revokeOwnDevice',
    summary: 'Remove a device of this user at once and for good; one that is not active only itself',
    access: { by: 'device', state: 'any', spends: true },
    params: { id: deviceIdParam },
    answer: { status: 204, description: 'The device may answer nothing any more' },
    errors: ['device_pending', 'device_suspended'],
    async handle({ caller, params, ip, proof }, { devices }) {
      if (params.id !== caller.id) requireActive(caller);
      await devices.revoke(params.id, { by: caller.id, ip, userId: caller.user_id, proof });
      return noContent();
    },
  }),
];
