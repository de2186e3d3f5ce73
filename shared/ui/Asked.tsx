import { Around, Given } from './Given.tsx';
import { words } from './words/words.ts';

export interface AskedProps {
  /** The application's own words, where it is more than a sign-in. */
  readonly title: string | null;
  readonly username: string;
  /** Name of a new device that asks to be let in: then it is none of both. */
  readonly letIn?: string | undefined;
  readonly strong?: boolean;
}

/** What is asked, or was: a sentence around a name, or somebody else's words. */
export function Asked({ title, username, letIn, strong = false }: AskedProps) {
  if (letIn !== undefined) return <Around say={words.pending.letIn}>{letIn}</Around>;
  if (title !== null) return <Given strong={strong}>{title}</Given>;
  return (
    <Around strong={strong} say={words.request.signIn}>
      {username}
    </Around>
  );
}
