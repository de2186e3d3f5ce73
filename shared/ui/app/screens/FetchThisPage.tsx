import { useEffect, useState } from 'preact/hooks';
import { canFetch } from '../../../authenticator/health.ts';
import { Banner, Problem } from '../../Banner.tsx';
import type { ErrorWords } from '../../words/error-words.ts';
import { words } from '../../words/words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { useFetch } from '../use-fetch.ts';

/** Where the page in front shows a login whose request isn't here: fetches it with one click. Otherwise draws nothing. */
export function FetchThisPage() {
  const { frontLogin, reader } = useApp();
  const { accounts, revision } = useAppState();
  const { byId, busy } = useFetch();
  const [challengeId, setChallengeId] = useState<string | null>(null);
  const [problem, setProblem] = useState<ErrorWords | null>(null);
  const offered = frontLogin !== null && accounts.some(canFetch);
  useEffect(() => {
    if (!offered) return;
    let current = true;
    const look = async () => {
      const found = await frontLogin.find();
      const known = found === null ? [] : await reader.inbox.find(found);
      if (current) setChallengeId(known.length === 0 ? found : null);
    };
    look().catch((error: unknown) => console.error(error));
    return () => {
      current = false;
    };
  }, [offered, frontLogin, reader, revision]);
  if (!offered || challengeId === null) return null;
  return (
    <>
      <Banner
        tone="info"
        title={words.signingIn.thisPageTitle}
        action={{
          label: words.signingIn.thisPage,
          onAction: () => byId({ challengeId }).then(setProblem),
          busy: busy ? words.signingIn.fetching : undefined,
        }}
      >
        {words.signingIn.thisPageBody}
      </Banner>
      <Problem words={problem} tone="amber" />
    </>
  );
}
