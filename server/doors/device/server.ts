import { keysResponseSchema, serverInfoSchema } from '../../../shared/protocol/device-api.ts';
import { json } from '../answer.ts';
import { route } from '../route.ts';

/** What anyone may know. Both say the same to everybody. */
export const serverRoutes = [
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
    summary: "The server's key set, signed by each of its keys: how a device learns of a new one",
    access: { by: 'anyone' },
    answer: { status: 200, description: 'The sets', schema: keysResponseSchema },
    async handle(_call, { devices }) {
      return json({ sets: await devices.keySets() });
    },
  }),
];
