import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Button, type ButtonProps } from './Button.tsx';
import { Dialog } from './Dialog.tsx';

export interface AskedButtonProps extends Omit<ButtonProps, 'onClick' | 'type'> {
  readonly asks: {
    readonly title: string;
    /** What will happen. */
    readonly body: ComponentChildren;
    /** The button that does it. */
    readonly confirm: string;
    /** It takes something away. */
    readonly danger?: boolean;
  };
  readonly onYes: () => void;
}

/** A button that asks once before it acts. */
export function AskedButton({ asks, onYes, ...button }: AskedButtonProps) {
  const [asking, setAsking] = useState(false);
  const { title, body, confirm, danger = false } = asks;
  return (
    <>
      <Button {...button} onClick={() => setAsking(true)} />
      <Dialog
        open={asking}
        danger={danger}
        title={title}
        confirm={confirm}
        onConfirm={() => {
          setAsking(false);
          onYes();
        }}
        onCancel={() => setAsking(false)}
      >
        {body}
      </Dialog>
    </>
  );
}
