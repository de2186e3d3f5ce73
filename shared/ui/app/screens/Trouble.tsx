import { Banner } from '../../Banner.tsx';
import { Button } from '../../Button.tsx';
import { Heading, Screen } from '../../Screen.tsx';
import { TopBar } from '../../TopBar.tsx';
import { useHere } from '../../words/here.ts';
import { sentenceWords } from '../../words/sentence-words.ts';
import { words } from '../../words/words.ts';
import { useApp } from '../app-context.ts';
import { wordsFor } from '../errors.ts';

/** Shown when the database can't be read or a screen has failed: says which, and lets people try again. */
export function Trouble({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const { changed } = useApp();
  const { title, body, nextStep } = wordsFor(error, { here: useHere() });
  const again = () => {
    onAgain();
    // When it fails again, the state says so and this screen stays.
    changed().catch(() => undefined);
  };
  return (
    <Screen
      bar={<TopBar />}
      foot={
        <Button look="leaf" wide icon="refresh" onClick={again}>
          {words.common.tryAgain}
        </Button>
      }
    >
      <Heading>{title}</Heading>
      <Banner tone="danger">{sentenceWords.together(body, nextStep)}</Banner>
    </Screen>
  );
}
