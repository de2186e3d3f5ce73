import { useEffect, useState } from 'preact/hooks';
import { Banner } from '../../Banner.tsx';
import { Button } from '../../Button.tsx';
import { Heading, Screen } from '../../Screen.tsx';
import { TopBar } from '../../TopBar.tsx';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { words } from '../../words/words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { wordsFor } from '../errors.ts';

/**
 * A link to a request that isn't here (yet): looks in the servers' lists, fetches it where it rang nobody, or says that it is
 * gone. In a browser where nothing is paired it says where to look instead.
 */
export function RequestMissing({ challengeId }: { challengeId: string }) {
  const { actions, router, changed } = useApp();
  const { accounts } = useAppState();
  const unpaired = accounts.length === 0;
  const here = useHere();
  const [problem, setProblem] = useState<ErrorWords | null>(null);
  useEffect(() => {
    let current = true;
    if (unpaired) return;
    // Once it is here, the request takes this screen's place.
    const ask = () => actions.fetchRequest({ challengeId }).then(changed);
    ask().catch((error: unknown) => {
      if (current) setProblem(wordsFor(error, { here }));
    });
    return () => {
      current = false;
    };
  }, [actions, changed, here, challengeId, unpaired]);

  if (unpaired) {
    return (
      <Screen
        bar={<TopBar />}
        foot={
          <Button wide onClick={() => router.go({ name: 'pair', token: null })}>
            {words.looking.pair}
          </Button>
        }
      >
        <Heading lead={words.looking.unpairedBody}>{words.looking.unpairedTitle}</Heading>
      </Screen>
    );
  }
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
