import { type ComponentType, h } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { AuthenticatorError } from '../../authenticator/errors.ts';
import { laterWords } from '../words/speak.ts';

/**
 * A screen in a file of its own, fetched when it is first shown with the words of its language, so that what a person waits for (a request) starts with less.
 * The fetch is short: the shell's files are kept by its worker or packaged. Until then nothing is drawn. What can't be fetched
 * goes to the nearest error boundary; the next drawing tries again.
 */
export function lazyScreen<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function LazyScreen(props: Props) {
    const [screen, setScreen] = useState(() => loaded);
    const [failure, setFailure] = useState<Error | null>(null);
    useEffect(() => {
      if (screen) return;
      let current = true;
      Promise.all([load(), laterWords()]).then(
        ([found]) => {
          loaded = found;
          if (current) setScreen(() => found);
        },
        (cause: unknown) => {
          if (current) setFailure(new AuthenticatorError('server_unreachable', 'a screen is not to be had', { cause }));
        },
      );
      return () => {
        current = false;
      };
    }, [screen]);
    if (failure) throw failure;
    return screen ? h(screen, props) : null;
  };
}
