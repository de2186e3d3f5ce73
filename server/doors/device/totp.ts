import {
  totpActionSchema,
  totpBegunSchema,
  totpConfirmSchema,
  totpResponseSchema,
} from '../../../shared/protocol/totp-api.ts';
import { TOTP_TARGETS } from '../../../shared/protocol/totp-code.ts';
import type { Confirmation } from '../../../shared/protocol/user-verification.ts';
import type { Proof } from '../../devices/authenticate-proof.ts';
import type { Devices } from '../../devices/devices.ts';
import type { TotpCall } from '../../fallbacks/totp-setup.ts';
import type { DeviceRow } from '../../store/schema.ts';
import { json, noContent } from '../answer.ts';
import { route } from '../route.ts';
import { notAList } from '../schemas.ts';

const path = '/device/v1/account/totp';
const access = { by: 'device', state: 'active' } as const;
const spending = { ...access, spends: true } as const;

/** The user's app of six digits: whether there is one, and how one comes and goes. fallbacks/totp-setup.ts has the rules. */
export const totpRoutes = [
  route({
    door: 'device',
    method: 'GET',
    path,
    name: 'getTotp',
    summary: 'Whether another app can sign this user in by six digits',
    access,
    answer: { status: 200, description: 'The app, or null', schema: totpResponseSchema },
    async handle({ caller }, { fallbacks }) {
      return json(await fallbacks.totp.get(caller));
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path,
    name: 'beginTotp',
    summary: 'Begin to set one up: its secret, told this once. It counts when PUT has had its first digits',
    access: spending,
    body: notAList(totpActionSchema),
    answer: { status: 200, description: 'What the other app is given', schema: totpBegunSchema },
    errors: ['totp_exists', 'device_too_young', 'verifier_invalid'],
    async handle({ caller, body, ip, proof }, { fallbacks, devices }) {
      return json(
        await fallbacks.totp.begin(await confirmed(devices, caller, { target: TOTP_TARGETS.begin, body, ip, proof })),
      );
    },
  }),
  route({
    door: 'device',
    method: 'PUT',
    path,
    name: 'confirmTotp',
    summary: 'The first digits of the other app, by the device that began. All are told',
    access: spending,
    body: totpConfirmSchema,
    answer: { status: 200, description: 'The app as it is now', schema: totpResponseSchema },
    errors: ['totp_not_begun', 'wrong_code'],
    async handle({ caller, body: { code }, ip, proof }, { fallbacks }) {
      return json(await fallbacks.totp.confirm({ device: caller, ip, code, spend: (trx) => proof.spend(trx) }));
    },
  }),
  route({
    door: 'device',
    method: 'DELETE',
    path,
    name: 'removeTotp',
    summary: 'Remove it. All are told',
    access: spending,
    body: notAList(totpActionSchema),
    answer: { status: 204, description: 'Gone, or gone before' },
    errors: ['device_too_young', 'verifier_invalid'],
    async handle({ caller, body, ip, proof }, { fallbacks, devices }) {
      await fallbacks.totp.remove(await confirmed(devices, caller, { target: TOTP_TARGETS.remove, body, ip, proof }));
      return noContent();
    },
  }),
];

/** The call, once the person has confirmed it where the device asks for that. @throws NodError verifier_invalid */
async function confirmed(
  devices: Devices,
  device: DeviceRow,
  of: { target: string; body: { verification?: Confirmation | undefined }; ip: string | undefined; proof: Proof },
): Promise<TotpCall> {
  const { target, body, ip, proof } = of;
  const confirmation = await devices.confirm(device, { verification: body.verification, target, action: 'totp' });
  return {
    device,
    ip,
    async spend(trx) {
      await confirmation.note(trx);
      await proof.spend(trx);
    },
  };
}
