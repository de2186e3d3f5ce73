import * as v from 'valibot';
import { newUserSchema } from '../../accounts/users.ts';
import type { EnrollmentTicket } from '../../devices/ticket.ts';
import type { UserRow } from '../../store/schema.ts';
import { type Answer, json } from '../answer.ts';
import { notAList } from '../parse-input.ts';
import { route } from '../route.ts';
import { enrollmentIdSchema, ipSchema, rfc3339, timeSchema, userIdSchema } from '../text-schemas.ts';

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

function createdAnswer(user: UserRow, ticket: EnrollmentTicket): Answer {
  const answer: v.InferOutput<typeof enrollmentSchema> = {
    id: ticket.id,
    user: { id: user.id, username: user.username },
    code: ticket.code,
    url: ticket.url,
    expiresAt: rfc3339(ticket.expiresAtMs),
  };
  return json(answer, 201);
}

export const enrollmentRoutes = [
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
    errors: ['enrollment_refused'],
    async handle({ caller, body, remember }, { accounts, devices }) {
      const applicationId = caller.application.id;
      const user = await accounts.ensureUser(body.user, applicationId);
      const ticket = await devices.createEnrollment({
        user,
        applicationId,
        sourceIp: body.context?.ip,
        remember: remember && ((trx, created) => remember(trx, createdAnswer(user, created))),
      });
      return createdAnswer(user, ticket);
    },
  }),
];
