import {
  type AttachmentResponse,
  attachmentResponseSchema,
  decisionRequestSchema,
  decisionResponseSchema,
  deliveryRequestSchema,
  type FetchedResponse,
  fetchedResponseSchema,
  findRequestSchema,
  historyResponseSchema,
  type PendingResponse,
  pendingResponseSchema,
} from '../../../shared/protocol/device-api.ts';
import { json, noContent } from '../answer.ts';
import { eventStream, lookAgain } from '../event-stream.ts';
import { MAX_PER_DEVICE } from '../open-waits.ts';
import { route } from '../route.ts';
import { attachmentParam, challengeIdParam, pageBackSchema } from '../schemas.ts';

const DEFAULT_HISTORY_SIZE = 30;
const access = { by: 'device', state: 'active' } as const;

export const challengeRoutes = [
  route({
    door: 'device',
    method: 'GET',
    path: '/device/v1/challenges',
    name: 'listPending',
    summary: "What waits for this device's user, newest first",
    access,
    answer: { status: 200, description: 'Signed challenges', schema: pendingResponseSchema },
    async handle({ caller }, { challenges, devices, clock }) {
      const answer: PendingResponse = {
        challenges: await challenges.pendingFor(caller),
        keySetHash: devices.keySetHash,
        timeMs: clock(),
      };
      return json(answer);
    },
  }),
  route({
    door: 'device',
    method: 'GET',
    path: '/device/v1/challenges/:id',
    name: 'fetchChallenge',
    summary: "Fetch one pending challenge of this device's user, also one that was made quietly",
    access: { ...access, spends: true },
    params: { id: challengeIdParam },
    answer: { status: 200, description: 'The signed challenge', schema: fetchedResponseSchema },
    errors: ['challenge_final', 'rate_limited'],
    async handle({ caller, params, ip, proof }, { challenges, limits, clock }) {
      limits.fetch.take(caller.id);
      const challenge = await challenges.fetch(caller, { challengeId: params.id, deviceIp: ip, proof });
      return json({ challenge, timeMs: clock() } satisfies FetchedResponse);
    },
  }),
  route({
    door: 'device',
    method: 'GET',
    path: '/device/v1/challenges/:id/attachments/:index',
    name: 'fetchAttachment',
    summary: 'The text of an attachment of a request that waits on this device',
    access,
    params: { id: challengeIdParam, index: attachmentParam },
    answer: { status: 200, description: 'The text', schema: attachmentResponseSchema },
    errors: ['challenge_final', 'rate_limited'],
    async handle({ caller, params }, { challenges, limits, clock }) {
      limits.attachments.take(caller.id);
      const text = await challenges.attachment(caller, { challengeId: params.id, position: Number(params.index) });
      return json({ text, timeMs: clock() } satisfies AttachmentResponse);
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/challenges/find',
    name: 'findChallenge',
    summary: 'Fetch the pending challenge whose login page shows these digits; a miss counts as a wrong code',
    access: { ...access, spends: true },
    body: findRequestSchema,
    answer: { status: 200, description: 'The signed challenge', schema: fetchedResponseSchema },
    errors: ['code_unknown', 'code_ambiguous', 'user_backing_off', 'rate_limited'],
    async handle({ caller, body, ip, proof }, { challenges, limits, clock }) {
      limits.fetch.take(caller.id);
      const challenge = await challenges.find(caller, { code: body.code, deviceIp: ip, proof });
      return json({ challenge, timeMs: clock() } satisfies FetchedResponse);
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/challenges/:id/delivery',
    name: 'acknowledgeDelivery',
    summary: 'Tell what became of a push: received, displayed',
    access: { ...access, spends: true },
    params: { id: challengeIdParam },
    body: deliveryRequestSchema,
    answer: { status: 204, description: 'Noted' },
    async handle({ caller, params, body, proof }, { challenges }) {
      await challenges.acknowledge(caller, { challengeId: params.id, event: body.event, proof });
      return noContent();
    },
  }),
  route({
    door: 'device',
    method: 'POST',
    path: '/device/v1/challenges/:id/decision',
    name: 'decide',
    summary: 'Answer a challenge; no proof, since the decision is signed itself',
    access: { by: 'anyone' },
    params: { id: challengeIdParam },
    body: decisionRequestSchema,
    answer: { status: 200, description: 'How the challenge ended', schema: decisionResponseSchema },
    errors: [
      'decision_invalid',
      'verifier_too_new',
      'wrong_code',
      'challenge_final',
      'device_pending',
      'device_unvouched',
      'device_suspended',
      'device_revoked',
    ],
    async handle({ params, body, ip, request }, { challenges }) {
      const source = { deviceIp: ip, userAgent: request.headers.get('user-agent')?.slice(0, 1000) };
      return json(await challenges.decide({ challengeId: params.id, decisionJws: body.decision, ...source }));
    },
  }),
  route({
    door: 'device',
    method: 'GET',
    path: '/device/v1/history',
    name: 'listHistory',
    summary: 'How earlier challenges of this user ended, newest first',
    access,
    query: pageBackSchema,
    answer: { status: 200, description: 'One page', schema: historyResponseSchema },
    async handle({ caller, query }, { challenges }) {
      const page = { beforeMs: query.before ?? Number.MAX_SAFE_INTEGER, limit: query.limit ?? DEFAULT_HISTORY_SIZE };
      return json(await challenges.history(caller, page));
    },
  }),
];

export const eventRoutes = [
  route({
    door: 'device',
    method: 'GET',
    path: '/device/v1/events',
    name: 'watchDevice',
    summary: 'Server-sent events: challenges as they come, notices as they end',
    access,
    answer: { status: 200, description: 'Events `challenge` and `notice`', contentType: 'text/event-stream' },
    errors: ['rate_limited'],
    handle({ caller, request }, { challenges, waits, log }) {
      const stream = challenges.openStream(caller);
      const look = lookAgain(
        async (sink) => {
          const events = await stream.look();
          if (events === undefined) return sink.close();
          for (const event of events) sink.send(event.type, event);
        },
        (sink, error) => {
          log.error({ err: error, deviceId: caller.id }, "a device's event stream broke");
          sink.close();
        },
      );
      return eventStream(
        waits.open(request, { of: `device ${caller.id}`, most: MAX_PER_DEVICE }),
        (sink) => {
          const endWakes = stream.onWake(() => look(sink));
          look(sink);
          return endWakes;
        },
        look,
      );
    },
  }),
];
