import { selfSchema } from '../../../shared/protocol/device-api.ts';
import {
  makeRecoveryCodesSchema,
  type RecoveryCodes,
  type RecoveryTicket,
  recoveryAdmissionSchema,
  recoveryCodesLeftSchema,
  recoveryCodesSchema,
  recoveryTicketRequestSchema,
  recoveryTicketSchema,
} from '../../../shared/protocol/recovery-api.ts';
import { shownRealmName } from '../../accounts/realms.ts';
import { admitByRecovery } from '../../recovery/recovery-admission.ts';
import { makeRecoveryCodes, recoveryCodesLeft } from '../../recovery/recovery-codes.ts';
import { recoveryTicket } from '../../recovery/recovery-ticket.ts';
import type { DeviceRow } from '../../store/schema.ts';
import { json } from '../answer.ts';
import { route, type Services } from '../route.ts';
import { notAList } from '../schemas.ts';

const path = '/device/v1/account/recovery-codes';

/** N15: recovery codes, made by a device, and used by one that nobody else can let in. */
export const recoveryRoutes = [
  route({
    door: 'device',
    method: 'GET',
    path,
    name: 'getRecoveryCodes',
    summary: 'How many recovery codes are left, and when they were made',
    access: { by: 'device', state: 'active' },
    answer: { status: 200, description: 'Their number, never the codes', schema: recoveryCodesLeftSchema },
    async handle({ caller }, { store }) {
      return json(await recoveryCodesLeft(store.db, caller.user_id));
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path,
    name: 'makeRecoveryCodes',
    summary: 'Make new recovery codes; those of before end',
    access: { by: 'device', state: 'active', spends: true },
    body: notAList(makeRecoveryCodesSchema),
    answer: {
      status: 200,
      description: 'The codes, shown this once, and what belongs on paper',
      schema: recoveryCodesSchema,
    },
    errors: ['device_too_young', 'verifier_invalid'],
    async handle({ caller, body: { verification }, ip, proof }, services) {
      const confirmed = await services.devices.confirm(caller, { verification, target: '', action: 'recovery-codes' });
      const codes = await makeRecoveryCodes(services, {
        userId: caller.user_id,
        byDeviceId: caller.id,
        ip,
        async spend(trx) {
          await confirmed.note(trx);
          await proof.spend(trx);
        },
      });
      const answer: RecoveryCodes = { codes, sheet: await sheetOf(services, caller) };
      return json(answer);
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/recovery/v1/ticket',
    name: 'getRecoveryTicket',
    summary: 'Spend a recovery code for a ticket that lets a new device in',
    access: { by: 'anyone' },
    body: notAList(recoveryTicketRequestSchema),
    answer: {
      status: 201,
      description: 'The ticket, to be claimed like a pairing link’s',
      schema: recoveryTicketSchema,
    },
    errors: ['rate_limited', 'recovery_invalid', 'enrollment_refused'],
    async handle({ body: { realm, username, code }, ip }, services) {
      services.limits.recovery.take(ip);
      const serverName = services.devices.serverInfo().name;
      const recovers = { realm, username, typed: code, ip, serverName };
      const { token, expiresAtMs } = await recoveryTicket(services, services.devices, recovers);
      const answer: RecoveryTicket = { token, expiresAtMs };
      return json(answer, 201);
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/vouching/recovery',
    name: 'letInByRecoveryCode',
    summary: 'An unvouched device is let in by a recovery code',
    access: { by: 'device', state: 'usable', spends: true },
    body: notAList(recoveryAdmissionSchema),
    answer: { status: 200, description: 'The device, active', schema: selfSchema },
    errors: ['rate_limited', 'recovery_invalid', 'vouching_unavailable', 'activation_invalid', 'device_pending'],
    async handle({ caller, body: { code }, ip, proof }, services) {
      services.limits.recovery.take(ip);
      await admitByRecovery(services, caller, { typed: code, ip, proof });
      return json(await services.devices.self(caller));
    },
  }),
];

/** A code without these is of no use to somebody who finds it in a drawer years later. */
async function sheetOf({ store, devices, origin }: Services, caller: DeviceRow): Promise<RecoveryCodes['sheet']> {
  const { username, realm } = await store.db
    .selectFrom('users')
    .innerJoin('realms', 'realms.id', 'users.realm_id')
    .select(['users.username', 'realms.name as realm'])
    .where('users.id', '=', caller.user_id)
    .executeTakeFirstOrThrow();
  return { origin, realm: shownRealmName({ name: realm }, devices.serverInfo().name), username };
}
