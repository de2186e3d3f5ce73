import type { ServerInfo } from '../../shared/protocol/device-api.ts';
import type { DevicesContext } from './context.ts';

/** What an authenticator has to know before it can pair: who the server is, its keys, and its clock. */
export function serverInfo({ keys, settings, clock }: DevicesContext): ServerInfo {
  return {
    issuer: settings.origin,
    name: settings.serverName,
    keys: [...keys.publicJwks],
    vapid: { keyId: keys.vapid.keyId, publicKey: keys.vapid.publicKey },
    pullAllowed: settings.pullAllowed,
    timeMs: clock(),
  };
}
