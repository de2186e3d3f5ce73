import { selfSchema } from '../../../shared/protocol/device-api.ts';
import {
  makeRecoveryCodesSchema,
  recoveryAdmissionSchema,
  recoveryCodesLeftSchema,
  recoveryCodesSchema,
  recoveryTicketRequestSchema,
  recoveryTicketSchema,
} from '../../../shared/protocol/recovery-api.ts';
import { json } from '../answer.ts';
import { route } from '../route.ts';
import { notAList } from '../schemas.ts';

/**
 * Recovery codes (N15): made on a device, used where there is none. What is typed is limited by address alone: so many bits
 * need no counter per user, and nobody can close this way for somebody else.
 */
export const recoveryRoutes = [
  route({
    door: 'device',
    method: 'GET',
    path: '/device/v1/account/recovery-codes',
    name: 'getRecoveryCodes',
    summary: 'How many recovery codes are left, and since when',
    access: { by: 'device', state: 'active' },
    answer: { status: 200, description: 'Of the newest set', schema: recoveryCodesLeftSchema },
    async handle({ caller }, { recovery }) {
      return json(await recovery.codesLeft(caller));
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/account/recovery-codes',
    name: 'makeRecoveryCodes',
    summary: 'Ten new recovery codes, told this once; those of before end',
    access: { by: 'device', state: 'active', spends: true },
    body: notAList(makeRecoveryCodesSchema),
    answer: { status: 201, description: 'The codes, and what belongs on paper with them', schema: recoveryCodesSchema },
    errors: ['device_too_young', 'verifier_invalid'],
    async handle({ caller, body, ip, proof }, { recovery }) {
      return json(await recovery.makeCodes(caller, body, { ip, proof }), 201);
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/vouching/recovery',
    name: 'admitByRecovery',
    summary: 'An unvouched device is let in by a recovery code',
    access: { by: 'device', state: 'usable', spends: true },
    body: notAList(recoveryAdmissionSchema),
    answer: { status: 200, description: 'The device, active', schema: selfSchema },
    errors: ['rate_limited', 'recovery_invalid', 'vouching_unavailable', 'activation_invalid', 'device_pending'],
    async handle({ caller, body, ip, proof }, { recovery, limits }) {
      limits.recovery.take(ip);
      return json(await recovery.admit(caller, body.code, { ip, proof }));
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/recovery/v1/ticket',
    name: 'recoveryTicket',
    summary: 'A recovery code in exchange for the ticket of a new device',
    access: { by: 'anyone' },
    body: notAList(recoveryTicketRequestSchema),
    answer: { status: 201, description: 'The ticket; its token is told this once', schema: recoveryTicketSchema },
    errors: ['rate_limited', 'recovery_invalid', 'realm_required', 'enrollment_refused'],
    async handle({ body, ip }, { recovery, limits }) {
      limits.recovery.take(ip);
      return json(await recovery.ticket(body, { ip }), 201);
    },
  }),
];
