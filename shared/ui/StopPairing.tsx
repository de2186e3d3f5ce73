import { useState } from 'preact/hooks';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { useHere } from './words/here.ts';
import { vouchingWords } from './words/vouching-words.ts';

/** Removes a device that was never let in; asks once. */
export function StopPairing({ onStop, stopping }: { onStop: () => void; stopping: boolean }) {
  const here = useHere();
  const text = vouchingWords.waiting;
  const [asks, setAsks] = useState(false);
  return (
    <>
      <Button look="quiet" wide onClick={() => setAsks(true)} busy={stopping ? text.stopping : undefined}>
        {text.stop}
      </Button>
      <Dialog
        open={asks}
        danger
        title={text.stopTitle(here)}
        confirm={text.stop}
        onConfirm={() => {
          setAsks(false);
          onStop();
        }}
        onCancel={() => setAsks(false)}
      >
        {text.stopBody}
      </Dialog>
    </>
  );
}
