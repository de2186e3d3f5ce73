import {
  announcementsResponseSchema,
  emailRequestSchema,
  emailResponseSchema,
} from '../../../shared/protocol/trust-api.ts';
import type { Trx } from '../../store/schema.ts';
import { json } from '../answer.ts';
import { route } from '../route.ts';
import { pageBackSchema } from '../schemas.ts';

const DEFAULT_PAGE_SIZE = 30;
const access = { by: 'device', state: 'active' } as const;

const emailAnswer = { status: 200, description: 'The address as it is now', schema: emailResponseSchema } as const;

/** What the user is told of (N14), and where it goes by e-mail. */
export const announcementRoutes = [
  route({
    door: 'device',
    method: 'GET',
    path: '/device/v1/announcements',
    name: 'listAnnouncements',
    summary: "What happened to this user's account, newest first",
    access,
    query: pageBackSchema,
    answer: { status: 200, description: 'One page', schema: announcementsResponseSchema },
    async handle({ caller, query }, { announcements }) {
      const page = { beforeMs: query.before ?? Number.MAX_SAFE_INTEGER, limit: query.limit ?? DEFAULT_PAGE_SIZE };
      return json(await announcements.list(caller, page));
    },
  }),
  route({
    door: 'device',
    method: 'GET',
    path: '/device/v1/account/email',
    name: 'getEmail',
    summary: 'The address that announcements go to by e-mail',
    access,
    answer: emailAnswer,
    async handle({ caller }, { announcements }) {
      return json(await announcements.email(caller));
    },
  }),
  route({
    door: 'device',
    method: 'PUT',
    path: '/device/v1/account/email',
    name: 'changeEmail',
    summary: 'Set that address, or take it away; a change counts a day later, and the old address is told',
    access: { ...access, spends: true },
    body: emailRequestSchema,
    answer: emailAnswer,
    errors: ['email_invalid', 'device_too_young', 'verifier_invalid', 'rate_limited'],
    async handle({ caller, body, ip, proof }, { announcements, devices }) {
      const { email, verification } = body;
      const confirmation = await devices.confirm(caller, { verification, target: email ?? '', action: 'email' });
      const spend = async (trx: Trx) => {
        await confirmation.note(trx);
        await proof.spend(trx);
      };
      return json(await announcements.changeEmail(caller, { email, ip, spend }));
    },
  }),
];
