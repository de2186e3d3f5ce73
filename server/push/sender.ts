import type { Clock, RandomBytes } from '../crypto/ids.ts';
import type { Store } from '../store/store.ts';
import { createDeliver, type OnOutcome, type PushLog } from './deliver.ts';
import { createDispatch } from './dispatch.ts';
import { createEncryptor } from './encrypt.ts';
import { createEncryptTogether } from './encrypt-together.ts';
import { createEndpointRules } from './endpoint-rules.ts';
import { createSendNotice, type SendNotice } from './notice.ts';
import { createRetryLoop } from './retry.ts';
import { createTransport, type TransportSettings } from './transport.ts';
import { createVapid, type VapidKeys } from './vapid.ts';

export interface PushSettings extends TransportSettings {
  /** `mailto:` or `https:` contact of the operator, for push services (RFC 8292 section 2.1). */
  readonly vapidSubject: string;
  /** Push hosts allowed next to the browsers' own: `push.example.org`, `*.example.org`. */
  readonly allowedHosts: readonly string[];
}

/** How the server reaches devices. */
export interface PushSender {
  /** @throws NodError endpoint_not_allowed */
  validateEndpoint(endpoint: string): void;
  /** Pushes a pending challenge to all its user's active devices and records how far it got; never rejects. */
  dispatchChallenge(challengeId: string): Promise<void>;
  /** Never rejects. */
  sendNotice: SendNotice;
  /** Starts trying again what push services could not take. */
  start(): void;
  /** Takes no more work and lets running pushes finish, for at most 5 s; what is left is retried after the next start. */
  stop(): Promise<void>;
}

const DRAIN_LIMIT_MS = 5_000;

/**
 * @param parts.onOutcome counts pushes
 * @throws Error for an entry of `allowedHosts` that is not a host name
 */
export function createPushSender(parts: {
  store: Store;
  keys: VapidKeys;
  clock: Clock;
  randomBytes: RandomBytes;
  settings: PushSettings;
  log: PushLog;
  onOutcome?: OnOutcome;
}): PushSender {
  const { store, keys, clock, randomBytes, settings, log, onOutcome } = parts;
  const rules = createEndpointRules(settings.allowedHosts);
  const transport = createTransport(settings);
  const vapid = createVapid({ keys, subject: settings.vapidSubject, clock });
  const deliver = createDeliver({
    rules,
    vapid,
    encrypt: createEncryptTogether(createEncryptor(randomBytes)),
    transport,
    clock,
    log,
    onOutcome,
  });
  const dispatch = createDispatch({ store, deliver, clock, randomBytes, log });
  const retry = createRetryLoop({ store, dispatch, clock, log });
  const sendNotice = createSendNotice({ store, deliver, clock, log });
  const running = new Set<Promise<unknown>>();

  /** Remembers work until it is done, so that stop() can wait for what it writes. */
  function track<T>(work: Promise<T>): Promise<T> {
    const entry = work.finally(() => running.delete(entry));
    running.add(entry);
    return entry;
  }

  return {
    validateEndpoint(endpoint) {
      rules.parse(endpoint);
    },
    dispatchChallenge: (challengeId) => track(dispatch.all(challengeId)),
    sendNotice: (deviceId, notice) => track(sendNotice(deviceId, notice)),
    start: () => retry.start(),
    async stop() {
      const retriesDone = retry.stop();
      await transport.close(DRAIN_LIMIT_MS);
      await retriesDone;
      await Promise.all(running);
    },
  };
}
