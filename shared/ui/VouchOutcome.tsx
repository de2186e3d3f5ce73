import { shownText } from '../languages/names.ts';
import { Outcome, type OutcomeProps } from './Outcome.tsx';
import { vouchingWords } from './words/vouching-words.ts';

export interface VouchOutcomeProps extends Omit<OutcomeProps, 'instead'> {
  /** The new device. */
  readonly name: string;
  readonly moves: boolean;
}

/** What became of a request to be let in. An answer that was kept, or given elsewhere, reads as for a login. */
export function VouchOutcome({ name, moves, ...props }: VouchOutcomeProps) {
  const { kind } = props.outcome;
  if (kind === 'kept' || kind === 'elsewhere' || kind === 'phishing') return <Outcome {...props} />;
  const { title, body, next } = vouchingWords.outcome[kind === 'approved' && moves ? 'moved' : kind];
  return <Outcome {...props} instead={{ title, body: body(shownText(name)), next }} />;
}
