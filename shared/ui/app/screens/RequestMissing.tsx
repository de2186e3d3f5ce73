import { useEffect, useState } from 'preact/hooks';
import { Banner } from '../../Banner.tsx';
import { Heading, Screen } from '../../Screen.tsx';
import { TopBar } from '../../TopBar.tsx';
import { describeError } from '../../words/describe-error.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { words } from '../../words/words.ts';
import { useApp } from '../app-context.ts';
import { wordsFor } from '../errors.ts';

/** A link to a request that isn't here (yet): asks the servers once, then says that it is gone. */
export function RequestMissing({ challengeId }: { challengeId: string }) {
  const { actions, router, changed } = useApp();
  const here = useHere();
  const [problem, setProblem] = useState<ErrorWords | null>(null);
  useEffect(() => {
    let current = true;
    const ask = async () => {
      let failure: unknown;
      await actions.pullWaiting().catch((error: unknown) => {
        failure = error;
      });
      await changed();
      if (!current) return;
      setProblem(failure === undefined ? describeError('challenge_unknown', { here }) : wordsFor(failure, { here }));
    };
    ask().catch((error: unknown) => setProblem(wordsFor(error, { here })));
    return () => {
      current = false;
    };
  }, [actions, changed, here, challengeId]);

  return (
    <Screen bar={<TopBar onBack={() => router.go({ name: 'home' }, 'replace')} />}>
      {problem === null ? (
        <Heading lead={words.looking.body}>{words.looking.title}</Heading>
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
