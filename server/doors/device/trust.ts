import * as v from 'valibot';
import { deviceNameSchema, selfSchema } from '../../../shared/protocol/device-api.ts';
import {
  deviceActionSchema,
  objectionRequestSchema,
  renameRequestSchema,
  replacesRequestSchema,
  type UndoResponse,
  undoLinkRequestSchema,
  undoResponseSchema,
} from '../../../shared/protocol/trust-api.ts';
import { json, noContent } from '../answer.ts';
import { route } from '../route.ts';
import { announcementIdParam, challengeIdParam, deviceIdParam, notAList } from '../schemas.ts';

const byActive = { by: 'device', state: 'active', spends: true } as const;
const params = { id: deviceIdParam };
const none = { status: 204, description: 'Done, or done before' } as const;
const undone = { status: 200, description: 'What was suspended', schema: undoResponseSchema } as const;

/** N16: what devices of a user do to each other, and how it is undone. devices/ has the rules. */
export const trustRoutes = [
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/devices/:id/suspension',
    name: 'suspendOwnDevice',
    summary: 'Suspend a device of this user, at once and reversibly',
    access: byActive,
    params,
    body: notAList(deviceActionSchema),
    answer: none,
    errors: ['device_too_young', 'last_device', 'verifier_invalid'],
    async handle({ caller, params: { id: targetId }, body, ip, proof }, { devices }) {
      await devices.suspend(caller, { ...body, targetId }, { ip, proof });
      return noContent();
    },
  }),
  route({
    door: 'device',
    method: 'DELETE',
    path: '/device/v1/devices/:id/suspension',
    name: 'resumeOwnDevice',
    summary: 'Resume a suspended device of this user; its removal is off',
    access: byActive,
    params,
    body: notAList(deviceActionSchema),
    answer: none,
    errors: ['device_too_young', 'operator_needed', 'verifier_invalid'],
    async handle({ caller, params: { id: targetId }, body, ip, proof }, { devices }) {
      await devices.resume(caller, { ...body, targetId }, { ip, proof });
      return noContent();
    },
  }),
  route({
    door: 'device',
    method: 'PATCH',
    path: '/device/v1/devices/:id',
    name: 'renameOwnDevice',
    summary: 'Give any device of this user another name',
    access: byActive,
    params,
    body: v.strictObject({ ...renameRequestSchema.entries, name: deviceNameSchema }),
    answer: none,
    errors: ['device_too_young'],
    async handle({ caller, params: { id: targetId }, body, ip, proof }, { devices }) {
      await devices.rename(caller, { ...body, targetId }, { ip, proof });
      return noContent();
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/devices/:id/removal',
    name: 'removeOwnDevice',
    summary: 'Remove a device of this user: itself at once, another one after a day in which it is suspended',
    access: { by: 'device', state: 'any', spends: true },
    params,
    body: notAList(deviceActionSchema),
    answer: none,
    errors: [
      'device_pending',
      'device_unvouched',
      'device_suspended',
      'device_too_young',
      'last_device',
      'operator_needed',
      'verifier_invalid',
    ],
    async handle({ caller, params: { id: targetId }, body, ip, proof }, { devices }) {
      await devices.remove(caller, { ...body, targetId }, { ip, proof });
      return noContent();
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/self/replaces',
    name: 'replaceDevice',
    summary: 'Say that this new device is a known one whose storage was cleared',
    access: byActive,
    body: replacesRequestSchema,
    answer: none,
    errors: ['device_unknown', 'replaces_refused'],
    async handle({ caller, body, ip, proof }, { devices }) {
      await devices.replace(caller, body.deviceId, { ip, proof });
      return noContent();
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/self/objection',
    name: 'objectToSuspension',
    summary: 'Object to the own suspension: the device that suspended it is suspended too',
    access: { by: 'device', state: 'any', spends: true },
    body: notAList(objectionRequestSchema),
    answer: { status: 200, description: 'The device as it is now', schema: selfSchema },
    errors: ['objection_refused', 'verifier_invalid', 'device_pending', 'device_unvouched'],
    async handle({ caller, body, ip, proof }, { devices }) {
      return json(await devices.object(caller, body.verification, { ip, proof }));
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/announcements/:id/undo',
    name: 'undoAnnouncement',
    summary: '"This wasn’t me": suspend what was added, or the device that did it, and all that it has vouched for',
    access: byActive,
    params: { id: announcementIdParam },
    answer: undone,
    errors: ['undo_impossible'],
    async handle({ caller, params: { id }, ip, proof }, { devices }) {
      return json({ suspended: await devices.undo(caller, id, { ip, proof }) } satisfies UndoResponse);
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/undo',
    name: 'undoByLink',
    summary: 'The same by the link of an e-mail, which is good once, for seven days',
    access: { by: 'anyone' },
    body: undoLinkRequestSchema,
    answer: undone,
    errors: ['rate_limited', 'link_invalid', 'link_used', 'user_locked', 'undo_impossible'],
    async handle({ body, ip }, { devices, limits }) {
      limits.undo.take(ip);
      return json({ suspended: await devices.undoByLink(body.token, { ip }) } satisfies UndoResponse);
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/announcements/:id/seen',
    name: 'seeAnnouncement',
    summary: 'A person has this notice in front of them: of a device that waits to be let in, the wait begins now',
    access: byActive,
    params: { id: announcementIdParam },
    answer: { status: 204, description: 'Noted, or of no consequence' },
    async handle({ caller, params: { id }, ip, proof }, { devices }) {
      await devices.seeWait(caller, id, { ip, proof });
      return noContent();
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/undo/seen',
    name: 'seeByLink',
    summary: 'The same by the link of an e-mail, which stays good',
    access: { by: 'anyone' },
    body: undoLinkRequestSchema,
    answer: {
      status: 200,
      description: 'When the device is let in, unless somebody says no',
      schema: undoResponseSchema,
    },
    errors: ['rate_limited', 'link_invalid', 'link_used', 'user_locked', 'waiting_refused'],
    async handle({ body, ip }, { devices, limits }) {
      limits.undo.take(ip);
      const seen = await devices.seeWaitByLink(body.token, { ip });
      return json({ suspended: [], ...seen } satisfies UndoResponse);
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/challenges/:id/disowning',
    name: 'disownApproval',
    summary: '"This wasn’t me" of an approval, for a day: the application is told, the device that answered suspended',
    access: byActive,
    params: { id: challengeIdParam },
    answer: undone,
    errors: ['disowning_refused'],
    async handle({ caller, params: { id }, ip, proof }, { challenges }) {
      const suspended = await challenges.disown(caller, { challengeId: id, deviceIp: ip, proof });
      return json({ suspended } satisfies UndoResponse);
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/challenges/:id/report/taken-back',
    name: 'takeReportBack',
    summary: 'Take an accidental report back, within a minute, by the device that reported',
    access: byActive,
    params: { id: challengeIdParam },
    answer: { status: 204, description: 'The application may ask again' },
    errors: ['report_final'],
    async handle({ caller, params: { id }, ip, proof }, { challenges }) {
      await challenges.takeReportBack(caller, { challengeId: id, deviceIp: ip, proof });
      return noContent();
    },
  }),
];
