import { useCallback, useState } from 'preact/hooks';
import type { RequestId } from '../../authenticator/inbox-item.ts';
import type { ErrorWords } from '../words/error-words.ts';
import { useHere } from '../words/here.ts';
import { useApp } from './app-context.ts';
import { wordsFor } from './errors.ts';

/**
 * Fetching a request, and going to its screen. Digits that were scanned or typed for it stand in its pad then: the person
 * still presses Approve.
 */
export function useFetch() {
  const { actions, router, changed } = useApp();
  const here = useHere();
  const [busy, setBusy] = useState(false);

  /** @returns null when the request is on the screen, otherwise what to say */
  const run = useCallback(
    async (fetching: () => Promise<RequestId>, code?: string): Promise<ErrorWords | null> => {
      setBusy(true);
      try {
        const { challengeId } = await fetching();
        await changed();
        router.go({ name: 'request', challengeId, ...(code === undefined ? {} : { code }) }, 'replace');
        return null;
      } catch (error) {
        return wordsFor(error, { here });
      } finally {
        setBusy(false);
      }
    },
    [router, changed, here],
  );
  const byId = useCallback(
    ({ challengeId, issuer, code }: { challengeId: string; issuer?: string; code?: string }) =>
      run(() => actions.fetchRequest({ challengeId, ...(issuer === undefined ? {} : { issuer }) }), code),
    [actions, run],
  );
  const byDigits = useCallback(
    (deviceId: string, code: string) => run(() => actions.findRequest({ deviceId, code }), code),
    [actions, run],
  );
  return { byId, byDigits, busy };
}
