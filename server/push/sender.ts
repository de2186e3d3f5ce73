import { createBackground } from '../core/background.ts';
import type { Core } from '../core/core.ts';
import { recordHealth, subscriptionOf, subscriptionToTest } from './deliveries.ts';
import { createDispatch } from './dispatch.ts';
import { createEndpointRules } from './endpoint-rules.ts';
import { isTest, type Notice, noticeMessage } from './messages.ts';
import { createSendPush, type OnOutcome } from './send.ts';
import { createTransport, type TransportSettings } from './transport.ts';
import { createVapid } from './web-push.ts';

export interface PushSettings extends TransportSettings {
  /** `mailto:` or `https:` contact of the operator, for push services (RFC 8292 section 2.1). */
  readonly vapidSubject: string;
  /** Push hosts allowed next to the browsers' own: `push.example.org`, `*.example.org`. */
  readonly allowedHosts: readonly string[];
}

export type NoticeOutcome = 'sent' | 'gone' | 'failed' | 'pull';

/** How the server reaches devices. */
export interface PushSender {
  /** @throws NodError endpoint_not_allowed */
  validateEndpoint(endpoint: string): void;
  /** Pushes a pending challenge to all its user's active devices and records how far it got; never rejects. */
  dispatchChallenge(challengeId: string): Promise<void>;
  /**
   * Sends a notice to one device, once: a test is asked for again by a person, and a notice that a challenge has ended
   * would come too late. A test is how a device shows its endpoint, so it also goes to one that doesn't count yet. Never
   * rejects.
   *
   * @returns `pull` when there is nothing to push to
   */
  sendNotice(deviceId: string, notice: Notice): Promise<NoticeOutcome>;
  /** Starts trying again what push services could not take. */
  start(): void;
  /** Takes no more work and lets running pushes finish, for at most 5 s; what is left is retried after the next start. */
  stop(): Promise<void>;
}

const DRAIN_LIMIT_MS = 5_000;

/**
 * @param onOutcome told of each push that was tried: for counters
 * @throws Error for an entry of `allowedHosts` that is not a host name
 */
export function createPushSender(core: Core, settings: PushSettings, onOutcome?: OnOutcome): PushSender {
  const { store, clock, log } = core;
  const rules = createEndpointRules(settings.allowedHosts);
  const transport = createTransport(settings);
  const vapid = createVapid(core, settings.vapidSubject);
  const sendPush = createSendPush(core, { rules, vapid, transport, onOutcome });
  const dispatch = createDispatch(core, sendPush);
  const background = createBackground(core);

  async function notify(deviceId: string, notice: Notice): Promise<NoticeOutcome> {
    const device = await store.db
      .selectFrom('devices')
      .select(['id', 'delivery', 'endpoint', 'p256dh', 'auth', 'vapid_key_id', 'push_health', 'push_health_at_ms'])
      .where('id', '=', deviceId)
      .where('state', '!=', 'revoked')
      .executeTakeFirst();
    if (device === undefined) return 'pull';
    const subscription = isTest(notice) ? subscriptionToTest(device) : subscriptionOf(device);
    if (subscription === null) return 'pull';
    const { outcome, slowed, statusCode } = await sendPush(subscription, noticeMessage(notice, clock()));
    if (outcome === 'sent') return 'sent';
    const target = {
      deviceId,
      subscription,
      pushHealth: device.push_health,
      pushHealthAtMs: device.push_health_at_ms,
    };
    const health = outcome !== 'retry' ? outcome : slowed ? 'slowed' : 'unavailable';
    await recordHealth(store.db, [{ target, health, statusCode }], clock());
    return outcome === 'gone' ? 'gone' : 'failed';
  }

  /** Remembers work until it is done, so that stop() can wait for what it writes. */
  function track<T>(work: Promise<T>): Promise<T> {
    background.run(work);
    return work;
  }

  return {
    validateEndpoint(endpoint) {
      rules.parse(endpoint);
    },
    dispatchChallenge: (challengeId) => track(dispatch.toAll(challengeId)),
    sendNotice: (deviceId, notice) =>
      track(
        notify(deviceId, notice).catch((error: unknown) => {
          log.error({ deviceId, err: error }, 'notice not sent');
          return 'failed' as const;
        }),
      ),
    start: () => dispatch.startRetries(),
    async stop() {
      const retriesDone = dispatch.stopRetries();
      await transport.close(DRAIN_LIMIT_MS);
      await retriesDone;
      await background.settled();
    },
  };
}
