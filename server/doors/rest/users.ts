import * as v from 'valibot';
import { newUserSchema } from '../../accounts/users.ts';
import type { UserRow } from '../../store/schema.ts';
import { type Answer, json } from '../answer.ts';
import { route } from '../route.ts';
import {
  nextCursorSchema,
  pageQuerySchema,
  readPage,
  rfc3339,
  timeSchema,
  userIdSchema,
  usernameParam,
  writeCursor,
} from '../schemas.ts';

const access = { by: 'application', header: 'authorization', scope: 'users' } as const;

export const userSchema = v.object({
  id: userIdSchema,
  username: v.string(),
  displayName: v.string(),
  createdAt: timeSchema,
});

function userBody(user: UserRow): v.InferOutput<typeof userSchema> {
  return {
    id: user.id,
    username: user.username,
    displayName: user.display_name,
    createdAt: rfc3339(user.created_at_ms),
  };
}

function createdAnswer(user: UserRow): Answer {
  return json(userBody(user), 201, { location: `/v1/users/${encodeURIComponent(user.username)}` });
}

export const userRoutes = [
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
    async handle({ body, remember }, { accounts }) {
      const user = await accounts.createUser(
        body,
        remember && ((trx, created) => remember(trx, createdAnswer(created))),
      );
      return createdAnswer(user);
    },
  }),
  route({
    door: 'rest',
    method: 'GET',
    path: '/v1/users',
    name: 'listUsers',
    summary: 'All users, by username, in pages',
    access,
    query: pageQuerySchema,
    answer: {
      status: 200,
      description: 'One page',
      schema: v.object({ users: v.array(userSchema), nextCursor: nextCursorSchema }),
    },
    async handle({ query }, { accounts }) {
      const { items, nextAfter } = await accounts.listUsers(readPage(query));
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
    async handle({ params }, { accounts }) {
      return json(userBody(await accounts.getUser(params.username)));
    },
  }),
];
