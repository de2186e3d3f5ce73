import { useState } from 'preact/hooks';
import type { InboxItem } from '../../../authenticator/inbox-item.ts';
import { shownText } from '../../../languages/names.ts';
import type { OutcomeProps } from '../../Outcome.tsx';
import { TakeBackReport } from '../../TakeBackReport.tsx';
import { useNow } from '../../use-now.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { trustWords } from '../../words/trust-words.ts';
import { useApp } from '../app-context.ts';
import { trustWordsFor } from '../trust-words-for.ts';

/** So long after a report the server lets this device take it back. */
const TAKE_BACK_MS = 60_000;
const clock = () => Date.now();

export interface TakeBackProps {
  readonly item: InboxItem;
  /** With what the screen says from then on. */
  readonly onTakenBack: (words: NonNullable<OutcomeProps['instead']>) => void;
}

/** "Sent by mistake?": for a minute after a report from here. */
export function TakeBack({ item, onTakenBack }: TakeBackProps) {
  const { actions } = useApp();
  const here = useHere();
  const nowMs = useNow(1_000, clock);
  const [state, setState] = useState<'offered' | 'sending'>('offered');
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const { deviceId, challengeId, claims, ended } = item;
  const over = state === 'offered' && nowMs >= (ended?.atMs ?? 0) + TAKE_BACK_MS;

  const takeBack = async () => {
    setState('sending');
    setProblem(undefined);
    try {
      await actions.takeReportBack({ deviceId, challengeId });
      const { doneTitle: title, done } = trustWords.takeBack;
      onTakenBack({ icon: 'check', tone: 'quiet', title, body: done(shownText(claims.app.name)), next: undefined });
    } catch (error) {
      setProblem(trustWordsFor(error, { here }));
      setState('offered');
    }
  };
  return <TakeBackReport state={over ? 'over' : state} problem={problem} onTakeBack={takeBack} />;
}
