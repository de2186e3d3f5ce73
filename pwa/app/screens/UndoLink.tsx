import { useState } from 'preact/hooks';
import { AuthenticatorError } from '../../../shared/authenticator/errors.ts';
import { useApp, useAppState } from '../../../shared/ui/app/app-context.ts';
import { trustWordsFor } from '../../../shared/ui/app/trust-words-for.ts';
import { UndoByLink, type UndoState } from '../../../shared/ui/UndoByLink.tsx';
import type { ErrorWords } from '../../../shared/ui/words/error-words.ts';
import { useHere } from '../../../shared/ui/words/here.ts';
import { dayAndTime } from '../../../shared/ui/words/relative-time.ts';
import { usePwaApp } from '../pwa-app.ts';

/** After these no press helps, so that none is offered. */
const LINK_IS_OVER: readonly string[] = ['link_used', 'link_invalid'];

/**
 * What the link of an e-mail leads to, in any browser and without an account. Mail scanners open links, so nothing happens before
 * the press. The token is in memory only: the router has taken it out of the address.
 */
export function UndoLink({ token, about }: { token: string | null; about: 'undo' | 'waits' }) {
  const { actions } = useApp();
  const { origin, router } = usePwaApp();
  const { accounts } = useAppState();
  const here = useHere();
  const [state, setState] = useState<UndoState>(token === null ? { kind: 'missing' } : { kind: 'asking' });
  const [problem, setProblem] = useState<ErrorWords | undefined>();

  const answer = async (what: 'no' | 'seen') => {
    if (token === null || (state.kind !== 'asking' && state.kind !== 'seen')) return;
    setState({ kind: 'sending', what });
    setProblem(undefined);
    try {
      const { suspended, letInAtMs } = await actions.undoByLink({ origin, token, seen: what === 'seen' });
      if (what === 'seen') setState({ kind: 'seen', letIn: dayAndTime(letInAtMs ?? 0, Date.now()) });
      else setState({ kind: 'done', names: suspended.map(({ name }) => name) });
    } catch (error) {
      const why = trustWordsFor(error, { here });
      const over = error instanceof AuthenticatorError && LINK_IS_OVER.includes(error.code);
      setProblem(over ? undefined : why);
      setState(over ? { kind: 'over', why } : { kind: 'asking' });
    }
  };
  // Without an account the app itself would ask to be paired, which is the last thing to do now.
  const devices = accounts.length > 0 ? () => router.go({ name: 'happened', deviceId: null }) : undefined;
  return (
    <UndoByLink
      about={about}
      state={state}
      problem={problem}
      onPress={() => answer('no')}
      onSeen={() => answer('seen')}
      onApp={devices}
    />
  );
}
