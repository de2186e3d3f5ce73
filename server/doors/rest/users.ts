import * as v from 'valibot';
import { newUserSchema } from '../../accounts/users.ts';
import { conceals } from '../../challenges/view.ts';
import type { EnrollmentTicket } from '../../devices/ticket.ts';
import type { DeviceSummary } from '../../devices/views.ts';
import type { UserRow } from '../../store/schema.ts';
import { type Answer, json, noContent } from '../answer.ts';
import { route } from '../route.ts';
import {
  deviceIdParam,
  deviceIdSchema,
  enrollmentIdSchema,
  ipSchema,
  nextCursorSchema,
  notAList,
  pageQuerySchema,
  readPage,
  rfc3339,
  timeSchema,
  userIdSchema,
  usernameParam,
  writeCursor,
  wrongCursor,
} from '../schemas.ts';

const access = { by: 'application', header: 'authorization', scope: 'users' } as const;

const userSchema = v.object({
  id: userIdSchema,
  username: v.string(),
  displayName: v.string(),
  createdAt: timeSchema,
  /** The operator has locked this user: nothing is asked of them. Absent otherwise. */
  locked: v.optional(v.literal(true)),
});

function userBody(user: UserRow): v.InferOutput<typeof userSchema> {
  return {
    id: user.id,
    username: user.username,
    displayName: user.display_name,
    createdAt: rfc3339(user.created_at_ms),
    ...(user.locked_at_ms === null ? {} : { locked: true as const }),
  };
}

function userAnswer(user: UserRow): Answer {
  return json(userBody(user), 201, { location: `/v1/users/${encodeURIComponent(user.username)}` });
}

const enrollmentRequestSchema = v.strictObject({
  user: newUserSchema,
  /** Where the person asked for it, for the audit log. */
  context: v.optional(notAList(v.strictObject({ ip: v.optional(ipSchema) }))),
});

const enrollmentSchema = v.object({
  id: enrollmentIdSchema,
  user: v.object({ id: userIdSchema, username: v.string() }),
  code: v.string(),
  url: v.string(),
  expiresAt: timeSchema,
});

function ticketAnswer(user: UserRow, ticket: EnrollmentTicket): Answer {
  const answer: v.InferOutput<typeof enrollmentSchema> = {
    id: ticket.id,
    user: { id: user.id, username: user.username },
    code: ticket.code,
    url: ticket.url,
    expiresAt: rfc3339(ticket.expiresAtMs),
  };
  return json(answer, 201);
}

const deviceSchema = v.object({
  id: deviceIdSchema,
  name: v.string(),
  kind: v.picklist(['pwa', 'extension']),
  platform: v.string(),
  /** RFC 7638 thumbprint of its key: what `deviceKeys` of the verifiers takes. */
  keyThumbprint: v.string(),
  /** One that no earlier device has vouched for is `pending`, and `vouched` is false. */
  state: v.picklist(['pending', 'active', 'suspended', 'revoked']),
  vouched: v.boolean(),
  delivery: v.picklist(['push', 'pull']),
  pushHealth: v.picklist(['unknown', 'ok', 'gone', 'failed']),
  createdAt: timeSchema,
  activatedAt: v.nullable(timeSchema),
  lastSeenAt: timeSchema,
  revokedAt: v.nullable(timeSchema),
});

/** Keeps one way in, unless the caller means it. */
const removalQuerySchema = v.strictObject({
  evenIfLast: v.optional(v.picklist(['true', 'false'], 'wants true or false')),
});

const time = (ms: number | null) => (ms === null ? null : rfc3339(ms));

/**
 * Where denials are concealed, it isn't told when a device was last seen, nor how pushes to it fared: a device that
 * isn't rung after a denial is silent.
 */
function deviceBody(device: DeviceSummary, concealed: boolean): v.InferOutput<typeof deviceSchema> {
  const { id, name, kind, platform, keyThumbprint, state, delivery } = device;
  const pushHealth = concealed ? 'unknown' : device.pushHealth;
  const lastSeenMs = concealed ? (device.activatedAtMs ?? device.createdAtMs) : device.lastSeenMs;
  return {
    id,
    name,
    kind,
    platform,
    keyThumbprint,
    state: state === 'unvouched' ? 'pending' : state,
    // Wrong codes suspend one that waits as well.
    vouched: device.activatedAtMs !== null,
    delivery,
    pushHealth,
    createdAt: rfc3339(device.createdAtMs),
    activatedAt: time(device.activatedAtMs),
    lastSeenAt: rfc3339(lastSeenMs),
    revokedAt: time(device.revokedAtMs),
  };
}

/** Users, the tickets by which they add devices, and their devices. */
export const userRoutes = [
  route({
    door: 'rest',
    method: 'POST',
    path: '/v1/enrollments',
    name: 'createEnrollment',
    summary: 'A ticket by which a user adds a device; creates the user where there is none',
    access: { by: 'application', header: 'authorization', scope: 'enroll' },
    body: enrollmentRequestSchema,
    idempotent: true,
    answer: { status: 201, description: 'The ticket; its code and link are shown this once', schema: enrollmentSchema },
    errors: ['enrollment_refused', 'user_locked'],
    async handle({ caller, body, remember }, { accounts, devices }) {
      const applicationId = caller.application.id;
      const user = await accounts.ensureUser(caller.application, body.user);
      const ticket = await devices.createEnrollment({
        user,
        applicationId,
        sourceIp: body.context?.ip,
        remember: remember && ((trx, created) => remember(trx, ticketAnswer(user, created))),
      });
      return ticketAnswer(user, ticket);
    },
  }),
  route({
    door: 'rest',
    method: 'POST',
    path: '/v1/users',
    name: 'createUser',
    summary: 'Create a user; an enrollment does so too',
    access,
    body: newUserSchema,
    idempotent: true,
    answer: { status: 201, description: 'The user', schema: userSchema },
    errors: ['username_taken'],
    async handle({ caller, body, remember }, { accounts }) {
      const user = await accounts.createUser(
        caller.application.realm_id,
        body,
        remember && ((trx, created) => remember(trx, userAnswer(created))),
      );
      return userAnswer(user);
    },
  }),
  route({
    door: 'rest',
    method: 'GET',
    path: '/v1/users',
    name: 'listUsers',
    summary: 'The users of the application’s realm, by username, in pages',
    access,
    query: pageQuerySchema,
    answer: {
      status: 200,
      description: 'One page',
      schema: v.object({ users: v.array(userSchema), nextCursor: nextCursorSchema }),
    },
    async handle({ caller, query }, { accounts }) {
      const { items, nextAfter } = await accounts.listUsers(caller.application.realm_id, readPage(query));
      return json({ users: items.map(userBody), nextCursor: writeCursor(nextAfter) });
    },
  }),
  route({
    door: 'rest',
    method: 'GET',
    path: '/v1/users/:username',
    name: 'getUser',
    summary: 'One user',
    access,
    params: { username: usernameParam },
    answer: { status: 200, description: 'The user', schema: userSchema },
    async handle({ caller, params }, { accounts }) {
      return json(userBody(await accounts.getUser(caller.application.realm_id, params.username)));
    },
  }),
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
    async handle({ caller, params, query }, { accounts, devices }) {
      const { limit, after } = readPage(query);
      const user = await accounts.getUser(caller.application.realm_id, params.username);
      const all = await devices.listForUser(user.id);
      const start = after === undefined ? 0 : all.findIndex((device) => device.id === after) + 1;
      if (start === 0 && after !== undefined) throw wrongCursor();
      const page = all.slice(start, start + limit);
      const last = start + limit < all.length ? (page.at(-1)?.id ?? null) : null;
      const concealed = conceals(caller.application);
      return json({ devices: page.map((device) => deviceBody(device, concealed)), nextCursor: writeCursor(last) });
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
    query: removalQuerySchema,
    answer: { status: 204, description: 'The device may answer nothing any more' },
    errors: ['last_device'],
    async handle({ caller, params, query }, { accounts, devices }) {
      const { application } = caller;
      const user = await accounts.getUser(application.realm_id, params.username);
      const evenIfLast = query.evenIfLast === 'true';
      await devices.revoke(params.id, { by: 'application', application, userId: user.id, evenIfLast });
      return noContent();
    },
  }),
];
