import { type NoticeClaims, signNotice } from '../../../shared/protocol/notice.ts';
import type { DeviceRow } from '../../store/schema.ts';
import type { Services } from '../services.ts';

const NOTICE_LIFE_SECONDS = 600;
/** As many challenges may be pending at once as `pendingFor` lists. */
const RECENT = 25;

/**
 * Signs the notices that tell an open authenticator how challenges that it shows have ended. The same notice comes by
 * push where there is push; a device in pull mode has only this.
 * @returns one compact notice for each of these challenges that has ended
 */
export async function closedNotices(
  device: DeviceRow,
  challengeIds: ReadonlySet<string>,
  { challenges, keys, clock, settings }: Services,
): Promise<{ challengeId: string; notice: string }[]> {
  const { items } = await challenges.history(device, { beforeMs: Number.MAX_SAFE_INTEGER, limit: RECENT });
  const nowSeconds = Math.floor(clock() / 1000);
  return Promise.all(
    items
      .filter((item) => challengeIds.has(item.challengeId))
      .map(async (item) => {
        const claims: NoticeClaims = {
          iss: settings.origin,
          aud: 'nod-device',
          sub: device.id,
          jti: `closed-${item.challengeId}`,
          iat: nowSeconds,
          exp: nowSeconds + NOTICE_LIFE_SECONDS,
          notice: 'closed',
          challengeId: item.challengeId,
          state: item.state,
          ...(item.decidedBy ? { decidedBy: item.decidedBy.name, thisDevice: item.decidedBy.thisDevice } : {}),
        };
        return { challengeId: item.challengeId, notice: await signNotice(claims, keys.signing) };
      }),
  );
}
