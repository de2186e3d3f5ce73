import { useEffect, useState } from 'preact/hooks';
import { errorCode } from '../../authenticator/errors.ts';
import type { InboxItem } from '../../authenticator/inbox-item.ts';
import type { LoginPlace } from '../../authenticator/login-place.ts';
import { useApp } from './app-context.ts';

/** A tab may load, or be opened, while the request is on the screen. */
const LOOK_AGAIN_MS = 1_000;

export type LookedFor = LoginPlace | 'looking' | null;

/**
 * Where the login of this request waits in this browser. The shell looks again and again while the request is on the
 * screen, since a tab may come and go.
 * @returns null where nothing is looked for: the request doesn't ask for it, or this shell can't
 */
export function useLoginPlace({ deviceId, challengeId, claims }: InboxItem): LookedFor {
  const { actions, sites, changed } = useApp();
  const looks = sites !== null && claims.match === 'origin';
  const [place, setPlace] = useState<LookedFor>(looks ? 'looking' : null);
  useEffect(() => {
    if (!looks) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const look = async () => {
      const found = await actions.locateLogin({ deviceId, challengeId }).catch((error: unknown) => {
        // A look, or a report, that failed is tried again; approving looks once more in any case.
        if (errorCode(error) === undefined) console.error(error);
        return undefined;
      });
      if (stopped) return;
      if (found !== undefined) setPlace(found);
      if (found?.kind === 'foreign') await changed();
      else timer = setTimeout(look, LOOK_AGAIN_MS);
    };
    look();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [looks, actions, changed, deviceId, challengeId]);
  return place;
}
