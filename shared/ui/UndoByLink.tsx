import { shownText } from '../languages/names.ts';
import { Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import { Heading, Screen } from './Screen.tsx';
import { TopBar } from './TopBar.tsx';
import type { ErrorWords } from './words/error-words.ts';
import { listed } from './words/relative-time.ts';
import { sentenceWords } from './words/sentence-words.ts';
import { trustWords } from './words/trust-words.ts';
import { words } from './words/words.ts';

export type UndoState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'sending'; readonly what: 'no' | 'seen' }
  /** The page was loaded again, and the link's secret was in memory only. */
  | { readonly kind: 'missing' }
  /** `names`: of what was paused; none where a device was turned away that was never let in. */
  | { readonly kind: 'done'; readonly names: readonly string[] }
  /** The person has seen that a device waits, and can still say no. */
  | { readonly kind: 'seen'; readonly letIn: string }
  /** The link can do nothing any more: used, or too old. */
  | { readonly kind: 'over'; readonly why: ErrorWords };

export interface UndoByLinkProps {
  /** What the e-mail tells of: something that was added, or a new device that waits to be let in. */
  readonly about: 'undo' | 'waits';
  readonly state: UndoState;
  readonly problem?: ErrorWords | undefined;
  /** No. */
  readonly onPress: () => void;
  /** Of a device that waits: it was the person who asked. */
  readonly onSeen: () => void;
  /** Leads into the app, where this browser has an account. */
  readonly onApp?: (() => void) | undefined;
}

/** One question from an e-mail: "This wasn't me". Of a device that waits to be let in it may have been, too. */
export function UndoByLink(props: UndoByLinkProps) {
  const { about, state, problem, onApp } = props;
  const [title, lead] = titleOf(state, about);
  const asks = state.kind === 'asking' || state.kind === 'sending';
  return (
    <Screen
      bar={<TopBar />}
      foot={
        asks || state.kind === 'seen' ? (
          <Answers {...props} />
        ) : onApp ? (
          <Button wide onClick={onApp}>
            {words.happened.look}
          </Button>
        ) : undefined
      }
    >
      <Heading lead={lead} focusKey={state.kind}>
        {title}
      </Heading>
      {asks && <p>{about === 'waits' ? trustWords.waitLink.body : trustWords.undoLink.body}</p>}
      {asks && about === 'waits' && <p>{trustWords.waitLink.seenBody}</p>}
      <Problem words={problem} tone="amber" />
    </Screen>
  );
}

function Answers({ about, state, onPress, onSeen }: UndoByLinkProps) {
  const text = about === 'waits' ? trustWords.waitLink : trustWords.undoLink;
  const sending = state.kind === 'sending' ? state.what : undefined;
  return (
    <>
      <Button look="rust" wide onClick={onPress} busy={sending === 'no' ? text.pressing : undefined}>
        {text.press}
      </Button>
      {about === 'waits' && state.kind !== 'seen' && (
        <Button wide onClick={onSeen} busy={sending === 'seen' ? trustWords.waitLink.seeing : undefined}>
          {trustWords.waitLink.seen}
        </Button>
      )}
    </>
  );
}

function titleOf(state: UndoState, about: 'undo' | 'waits'): readonly [title: string, lead: string] {
  const { undoLink, waitLink } = trustWords;
  if (state.kind === 'missing') return [undoLink.missingTitle, undoLink.missingBody];
  if (state.kind === 'over') return [state.why.title, sentenceWords.together(state.why.body, state.why.nextStep)];
  if (state.kind === 'seen') return [waitLink.seenTitle, waitLink.seenDone(state.letIn)];
  const text = about === 'waits' ? waitLink : undoLink;
  if (state.kind !== 'done') return [text.title, text.lead];
  if (state.names.length === 0) return [waitLink.doneTitle, waitLink.doneBody];
  const names = state.names.map((name) => sentenceWords.quoted(shownText(name)));
  return [undoLink.doneTitle(listed(names)), undoLink.doneBody];
}
