import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Account } from '../../../authenticator/account.ts';
import type { FallbackWay } from '../../../protocol/receipt.ts';
import { Problem } from '../../Banner.tsx';
import { useNow } from '../../use-now.ts';
import { WaysList, type WayView } from '../../WaysList.tsx';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { useApp } from '../app-context.ts';
import { trustWordsFor } from '../trust-words-for.ts';

const clock = () => Date.now();

/** How an account's user signs in without a device; nothing where the server is away, or of before. */
export function Ways({ account }: { account: Account }) {
  const { actions } = useApp();
  const here = useHere();
  const nowMs = useNow(30_000, clock);
  const { deviceId, serverName } = account;
  const [ways, setWays] = useState<readonly WayView[] | null>(null);
  const [opening, setOpening] = useState<FallbackWay | null>(null);
  const [problem, setProblem] = useState<ErrorWords | undefined>();

  const load = useCallback(async () => {
    // The devices above say what is wrong; a server of before has no such ways.
    const answer = await actions.fallbacks({ deviceId }).catch(() => undefined);
    if (answer) setWays(answer.fallbacks);
  }, [actions, deviceId]);
  useEffect(() => {
    load();
  }, [load]);

  const open = async (way: FallbackWay) => {
    setOpening(way);
    setProblem(undefined);
    try {
      await actions.reopenFallback({ deviceId, way });
      await load();
    } catch (error) {
      setProblem(trustWordsFor(error, { here, serverName }));
    } finally {
      setOpening(null);
    }
  };
  if (ways === null) return null;
  return (
    <>
      <Problem words={problem} />
      <WaysList ways={ways} nowMs={nowMs} opening={opening} onOpen={open} />
    </>
  );
}
