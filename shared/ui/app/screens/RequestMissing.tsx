import { useEffect, useState } from 'preact/hooks';
import { Banner } from '../../Banner.tsx';
import { Button } from '../../Button.tsx';
import { Heading, Screen } from '../../Screen.tsx';
import { TopBar } from '../../TopBar.tsx';
import { describeError } from '../../words/describe-error.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { type Here, useHere } from '../../words/here.ts';
import { sentenceWords } from '../../words/sentence-words.ts';
import { words } from '../../words/words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { wordsFor } from '../errors.ts';

/**
 * A link to a request that isn't here (yet): looks in the servers' lists, fetches it where it rang nobody, or says that it is
 * gone. In a browser where nothing is paired it says where to look instead.
 */
export function RequestMissing({ challengeId }: { challengeId: string }) {
  const { actions, router, changed } = useApp();
  const here = useHere();
  const paired = useAppState().accounts.length > 0;
  const [wasPaired] = useState(paired);
  /** What kept the servers from being asked, if anything did; null until they were. */
  const [asked, setAsked] = useState<{ readonly failure: unknown } | null>(null);
  const problem = asked && whyMissing(asked.failure, paired, here);
  useEffect(() => {
    let current = true;
    if (!wasPaired) return;
    const ask = async () => {
      let failure: unknown;
      // Once it is here, the request takes this screen's place.
      await actions.fetchRequest({ challengeId }).catch((error: unknown) => {
        failure = error;
      });
      await changed();
      if (current) setAsked({ failure });
    };
    ask().catch((failure: unknown) => setAsked({ failure }));
    return () => {
      current = false;
    };
  }, [actions, changed, challengeId, wasPaired]);

  if (!wasPaired && !paired) {
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
    <Screen
      bar={<TopBar onBack={() => router.go({ name: 'home' }, 'replace')} />}
      foot={
        problem !== null && !paired ? (
          <Button look="leaf" wide onClick={() => router.go({ name: 'pair', token: null }, 'replace')}>
            {words.pairing.pair(here)}
          </Button>
        ) : undefined
      }
    >
      {problem === null ? (
        <Heading lead={words.looking.body}>{words.looking.title}</Heading>
      ) : (
        <>
          <Heading>{problem.title}</Heading>
          <Banner tone="info">{sentenceWords.together(problem.body, problem.nextStep)}</Banner>
        </>
      )}
    </Screen>
  );
}

/**
 * Why there is no such request here. Only what is known: nobody but this device has been asked where it isn't paired any
 * more, since what it kept was taken away while the request showed.
 * @param failure what kept a server from being asked, if anything did
 */
export function whyMissing(failure: unknown, paired: boolean, here: Here): ErrorWords {
  if (!paired) return describeError('unpaired', { here });
  return failure === undefined ? describeError('challenge_unknown', { here }) : wordsFor(failure, { here });
}
