import { useEffect, useState } from 'preact/hooks';
import { errorCode } from '../../../shared/authenticator/errors.ts';
import { pullPending } from '../../../shared/authenticator/pull.ts';
import { Banner } from '../../../shared/ui/Banner.tsx';
import type { ErrorWords } from '../../../shared/ui/errorWords.ts';
import { useHere } from '../../../shared/ui/here.ts';
import { Heading, Screen } from '../../../shared/ui/Screen.tsx';
import { TopBar } from '../../../shared/ui/TopBar.tsx';
import { describeError } from '../../../shared/ui/words.ts';
import { useApp } from '../app-context.ts';
import { appWords } from '../app-words.ts';
import { wordsFor } from '../error-words.ts';

/** A link to a request that isn't here (yet): asks the servers once, then says that it is gone. */
export function RequestMissing({ challengeId }: { challengeId: string }) {
  const { core, router, changed } = useApp();
  const here = useHere();
  const [problem, setProblem] = useState<ErrorWords | null>(null);
  useEffect(() => {
    let current = true;
    const ask = async () => {
      let failure: unknown;
      for (const account of await core.keys.accounts()) {
        if (account.state !== 'active') continue;
        await pullPending(core, account).catch((error: unknown) => {
          if (errorCode(error) === undefined) throw error;
          failure = error;
        });
      }
      await changed();
      if (!current) return;
      setProblem(failure === undefined ? describeError('challenge_unknown', { here }) : wordsFor(failure, { here }));
    };
    ask().catch((error: unknown) => setProblem(wordsFor(error, { here })));
    return () => {
      current = false;
    };
  }, [core, changed, here, challengeId]);

  return (
    <Screen bar={<TopBar onBack={() => router.go({ name: 'home' }, 'replace')} />}>
      {problem === null ? (
        <Heading lead={appWords.lookingBody}>{appWords.lookingTitle}</Heading>
      ) : (
        <>
          <Heading>{problem.title}</Heading>
          <Banner tone="info">
            {problem.body} {problem.nextStep}
          </Banner>
        </>
      )}
    </Screen>
  );
}
