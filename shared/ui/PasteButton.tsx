import { useState } from 'preact/hooks';
import { Button } from './Button.tsx';
import { digitsOf } from './code-digits.ts';
import { useHere } from './words/here.ts';
import { words } from './words/words.ts';

export interface PasteButtonProps {
  /** How many digits are taken at most. */
  readonly digits: number;
  readonly onCode: (code: string) => void;
  readonly disabled?: boolean;
}

/** One tap takes over the digits that were copied from the page: for signing in on the very phone that answers. */
export function PasteButton({ digits, onCode, disabled = false }: PasteButtonProps) {
  const here = useHere();
  const [empty, setEmpty] = useState(false);
  // Firefox before 125 has no such call. On a computer the keyboard pastes.
  if (here !== 'phone' || typeof navigator.clipboard?.readText !== 'function') return null;
  const paste = async () => {
    // The browser may ask first; a no is as good as nothing to paste.
    const text = await navigator.clipboard.readText().catch(() => '');
    const code = digitsOf(text, digits);
    setEmpty(code === '');
    if (code !== '') onCode(code);
  };
  return (
    <Button look="quiet" icon="install" onClick={paste} disabled={disabled}>
      {empty ? words.request.pasteNothing : words.request.paste}
    </Button>
  );
}
