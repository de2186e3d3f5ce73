import * as v from 'valibot';
import type { DeviceSummary } from '../../devices/views.ts';
import { json, noContent } from '../answer.ts';
import { nextCursorSchema, pageQuerySchema, readPage, writeCursor, wrongCursor } from '../page.ts';
import { route } from '../route.ts';
import { deviceIdParam, deviceIdSchema, rfc3339, timeSchema, usernameParam } from '../text-schemas.ts';

const access = { by: 'application', header: 'authorization', scope: 'users' } as const;

const deviceSchema = v.object({
  id: deviceIdSchema,
  name: v.string(),
  kind: v.picklist(['pwa', 'extension']),
  platform: v.string(),
  state: v.picklist(['pending', 'active', 'suspended', 'revoked']),
  delivery: v.picklist(['push', 'pull']),
  pushHealth: v.picklist(['unknown', 'ok', 'gone', 'failed']),
  createdAt: timeSchema,
  activatedAt: v.nullable(timeSchema),
  lastSeenAt: timeSchema,
  revokedAt: v.nullable(timeSchema),
});

const time = (ms: number | null) => (ms === null ? null : rfc3339(ms));

function deviceBody(device: DeviceSummary): v.InferOutput<typeof deviceSchema> {
  const { id, name, kind, platform, state, delivery, pushHealth } = device;
  return {
    id,
    name,
    kind,
    platform,
    state,
    delivery,
    pushHealth,
    createdAt: rfc3339(device.createdAtMs),
    activatedAt: time(device.activatedAtMs),
    lastSeenAt: rfc3339(device.lastSeenMs),
    revokedAt: time(device.revokedAtMs),
  };
}

export const deviceRoutes = [
  route({
    door: 'rest',
    method: 'GET',
    path: '/v1/users/:username/devices',
    name: 'listDevices',
    summary: "A user's devices, usable ones first, in pages",
    access,
    params: { username: usernameParam },
    query: pageQuerySchema,
    answer: {
      status: 200,
      description: 'One page',
      schema: v.object({ devices: v.array(deviceSchema), nextCursor: nextCursorSchema }),
    },
    async handle({ params, query }, { accounts, devices }) {
      const { limit, after } = readPage(query);
      const user = await accounts.getUser(params.username);
      const all = await devices.listForUser(user.id);
      const start = after === undefined ? 0 : all.findIndex((device) => device.id === after) + 1;
      if (start === 0 && after !== undefined) throw wrongCursor();
      const page = all.slice(start, start + limit);
      const last = start + limit < all.length ? (page.at(-1)?.id ?? null) : null;
      return json({ devices: page.map(deviceBody), nextCursor: writeCursor(last) });
    },
  }),
  route({
    door: 'rest',
    method: 'DELETE',
    path: '/v1/users/:username/devices/:id',
    name: 'revokeDevice',
    summary: 'Remove a device at once and for good',
    access,
    params: { username: usernameParam, id: deviceIdParam },
    answer: { status: 204, description: 'The device may answer nothing any more' },
    async handle({ caller, params }, { accounts, devices }) {
      const user = await accounts.getUser(params.username);
      await devices.revoke(params.id, { by: 'application', applicationId: caller.application.id, userId: user.id });
      return noContent();
    },
  }),
];
