import { AskedButton } from './AskedButton.tsx';
import { useHere } from './words/here.ts';
import { vouchingWords } from './words/vouching-words.ts';

/** Removes a device that was never let in; asks once. */
export function StopPairing({ onStop, stopping }: { onStop: () => void; stopping: boolean }) {
  const here = useHere();
  const { stop, stopping: busy, stopTitle: title, stopBody: body } = vouchingWords.waiting;
  return (
    <AskedButton
      look="quiet"
      wide
      asks={{ title: title(here), body, confirm: stop, danger: true }}
      onYes={onStop}
      busy={stopping ? busy : undefined}
    >
      {stop}
    </AskedButton>
  );
}
