import { Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import { shownText } from './Given.tsx';
import { Heading, Screen } from './Screen.tsx';
import { TopBar } from './TopBar.tsx';
import type { ErrorWords } from './words/error-words.ts';
import { trustWords } from './words/trust-words.ts';
import { words } from './words/words.ts';

export type UndoState =
  | { readonly kind: 'asking' | 'sending' }
  /** The page was loaded again, and the link's secret was in memory only. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'done'; readonly names: readonly string[] }
  /** The link can do nothing any more: used, or too old. */
  | { readonly kind: 'over'; readonly why: ErrorWords };

export interface UndoByLinkProps {
  readonly state: UndoState;
  readonly problem?: ErrorWords | undefined;
  readonly onPress: () => void;
  /** Leads into the app, where this browser has an account. */
  readonly onApp?: (() => void) | undefined;
}

/** One question, one button: "This wasn't me", from an e-mail. */
export function UndoByLink({ state, problem, onPress, onApp }: UndoByLinkProps) {
  const text = trustWords.undoLink;
  const [title, lead] = titleOf(state);
  const sending = state.kind === 'sending';
  return (
    <Screen
      bar={<TopBar />}
      foot={
        state.kind === 'asking' || sending ? (
          <Button look="rust" wide onClick={onPress} busy={sending ? text.pressing : undefined}>
            {text.press}
          </Button>
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
      {(state.kind === 'asking' || sending) && <p>{text.body}</p>}
      <Problem words={problem} tone="amber" />
    </Screen>
  );
}

function titleOf(state: UndoState): readonly [title: string, lead: string] {
  const text = trustWords.undoLink;
  if (state.kind === 'missing') return [text.missingTitle, text.missingBody];
  if (state.kind === 'over') return [state.why.title, [state.why.body, state.why.nextStep].join(' ')];
  if (state.kind !== 'done') return [text.title, text.lead];
  const names = state.names.map((name) => `“${shownText(name)}”`);
  return [text.doneTitle(new Intl.ListFormat('en-GB').format(names)), text.doneBody];
}
