import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from './Button.tsx';
import { Sentence } from './Given.tsx';
import { words } from './words/words.ts';

export interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  /** What will happen, in a sentence or two. */
  readonly children: ComponentChildren;
  /** The button that does it, named after what it does. */
  readonly confirm: string;
  /** It takes something away. */
  readonly danger?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/**
 * Asks once. The browser's own modal dialog: it holds the focus, makes the rest inert, gives the focus back on closing
 * and closes on Escape. The way back comes first and has the focus.
 */
export function Dialog(props: DialogProps) {
  const { open, title, children, confirm, danger = false } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open === open) return;
    if (open) element.showModal();
    else element.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      class="nod-dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-body`}
      onCancel={(event) => {
        event.preventDefault();
        props.onCancel();
      }}
      // Chromium closes on a second Escape without asking; the state has to follow.
      onClose={() => {
        if (open) props.onCancel();
      }}
      closedby="any"
    >
      <h2 id={`${id}-title`}>
        <Sentence>{title}</Sentence>
      </h2>
      <div id={`${id}-body`} class="nod-dialog__body">
        {children}
      </div>
      <div class="nod-dialog__buttons">
        <Button look="plain" onClick={props.onCancel}>
          {words.common.cancel}
        </Button>
        <Button look={danger ? 'rust' : 'leaf'} onClick={props.onConfirm}>
          {confirm}
        </Button>
      </div>
    </dialog>
  );
}
