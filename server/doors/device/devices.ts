import type * as v from 'valibot';
import { isLanguage } from '../../../shared/languages/languages.ts';
import {
  activateRequestSchema,
  devicesResponseSchema,
  offlineKeyRequestSchema,
  selfChangeSchema,
  selfSchema,
  subscriptionRequestSchema,
  verifierRemovalSchema,
  verifierRequestSchema,
} from '../../../shared/protocol/device-api.ts';
import { shownState } from '../../devices/views.ts';
import { json, noContent } from '../answer.ts';
import { route } from '../route.ts';
import { deviceIdParam } from '../schemas.ts';

const answer = { status: 200, description: 'The device as it is now', schema: selfSchema } as const;

/** What a device does about itself. A pending one may do no more than become active. */
export const selfRoutes = [
  route({
    door: 'device',
    method: 'GET',
    path: '/device/v1/self',
    name: 'getSelf',
    summary: 'The device as the server knows it',
    access: { by: 'device', state: 'any' },
    answer,
    async handle({ caller, request }, { recovery }) {
      const said = request.headers.get('accept-language');
      return json(await recovery.self(caller, isLanguage(said) ? said : undefined));
    },
  }),
  route({
    door: 'device',
    method: 'PATCH',
    path: '/device/v1/self',
    name: 'changeSelf',
    summary: 'Give the device another name, or say which features it has now',
    access: { by: 'device', state: 'active', spends: true },
    body: selfChangeSchema,
    answer,
    async handle({ caller, body, ip, proof }, { devices }) {
      return json(await devices.change(caller, body, { ip, proof }));
    },
  }),
  route({
    door: 'device',
    method: 'PUT',
    path: '/device/v1/self/subscription',
    name: 'renewSubscription',
    summary: 'Replace the push subscription; null turns to pull mode',
    access: { by: 'device', state: 'usable', spends: true },
    body: subscriptionRequestSchema,
    answer,
    errors: ['endpoint_not_allowed', 'pull_not_allowed'],
    async handle({ caller, body, ip, proof }, { devices }) {
      return json(await devices.renewSubscription(caller, body.subscription, { ip, proof }));
    },
  }),
  route({
    door: 'device',
    method: 'PUT',
    path: '/device/v1/self/offline-key',
    name: 'addOfflineKey',
    summary: 'Bring the second key, with which the device makes offline codes',
    access: { by: 'device', state: 'active', spends: true },
    body: offlineKeyRequestSchema,
    answer,
    errors: ['offline_key_exists'],
    async handle({ caller, body, ip, proof }, { devices }) {
      return json(await devices.addOfflineKey(caller, body.offlineJwk, { ip, proof }));
    },
  }),
  route({
    door: 'device',
    method: 'PUT',
    path: '/device/v1/self/verifier',
    name: 'registerVerifier',
    summary: 'Register the WebAuthn credential that confirms the person',
    access: { by: 'device', state: 'active', spends: true },
    body: verifierRequestSchema,
    answer,
    errors: ['verifier_invalid', 'verifier_exists'],
    async handle({ caller, body, ip, proof }, { devices }) {
      return json(await devices.registerVerifier(caller, body, { ip, proof }));
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/self/verifier/removal',
    name: 'removeVerifier',
    summary: 'Take that credential away, confirmed by it',
    access: { by: 'device', state: 'active', spends: true },
    body: verifierRemovalSchema,
    answer,
    errors: ['verifier_invalid'],
    async handle({ caller, body, ip, proof }, { devices }) {
      return json(await devices.removeVerifier(caller, body, { ip, proof }));
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/self/test',
    name: 'sendTest',
    summary: 'Send a test push to this device; its body is ignored',
    access: { by: 'device', state: 'usable' },
    answer: { status: 204, description: 'The push service has been asked; the notice itself tells whether it arrived' },
    errors: ['activation_invalid', 'rate_limited'],
    async handle({ caller }, { devices }) {
      await devices.sendTest(caller);
      return noContent();
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/activate',
    name: 'activateDevice',
    summary: "Become active by the test push's nonce, or in pull mode by asking",
    access: { by: 'device', state: 'usable', spends: true },
    body: activateRequestSchema,
    answer,
    errors: ['activation_invalid', 'pull_not_allowed', 'enrollment_refused'],
    async handle({ caller, body, ip, proof }, { devices }) {
      return json(await devices.activate(caller, body, { ip, proof }));
    },
  }),
];

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
      const answer: v.InferInput<typeof devicesResponseSchema> = {
        devices: all.map(({ pushHealth: _health, revokedAtMs: _revoked, ...device }) => ({
          ...device,
          state: shownState(device, caller),
          thisDevice: device.id === caller.id,
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
    summary: 'The same as POST …/removal, as earlier authenticators call it: without a confirmation',
    access: { by: 'device', state: 'any', spends: true },
    params: { id: deviceIdParam },
    answer: { status: 204, description: 'The device may answer nothing any more' },
    errors: [
      'device_pending',
      'device_unvouched',
      'device_suspended',
      'device_too_young',
      'operator_needed',
      'verifier_invalid',
    ],
    async handle({ caller, params, ip, proof }, { devices }) {
      // A person who takes the account off an authenticator was asked there, and expects that it happens.
      await devices.remove(caller, { targetId: params.id, evenIfLast: true }, { ip, proof });
      return noContent();
    },
  }),
];
