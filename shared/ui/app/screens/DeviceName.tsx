import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../Button.tsx';
import { Field } from '../../Field.tsx';
import { useHere } from '../../words/here.ts';
import { sentenceWords } from '../../words/sentence-words.ts';
import { words } from '../../words/words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { wordsFor } from '../errors.ts';

/** What this device is called on all its accounts. */
export function DeviceName() {
  const { actions, changed } = useApp();
  const { accounts } = useAppState();
  const here = useHere();
  const current = accounts[0]?.deviceName ?? '';
  const [name, setName] = useState(current);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();
  useEffect(() => setName(current), [current]);
  if (accounts.length === 0) return null;
  const named = name.trim() !== '';

  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      for (const { deviceId, state } of accounts) {
        if (state === 'active') await actions.renameDevice({ deviceId, name: name.trim() });
      }
    } catch (error) {
      const { title, nextStep } = wordsFor(error, { here });
      setProblem(sentenceWords.titleAndNext(title, nextStep));
    } finally {
      setBusy(false);
      await changed();
    }
  };
  return (
    <form
      class="nod-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (named && name.trim() !== current) save();
      }}
    >
      <Field
        label={words.pairing.deviceName(here)}
        value={name}
        onInput={setName}
        maxLength={60}
        problem={named ? problem : words.pairing.nameMissing(here)}
      />
      <Button
        type="submit"
        wide
        disabled={!named || name.trim() === current}
        busy={busy ? words.settings.renaming : undefined}
      >
        {words.settings.renameSave}
      </Button>
    </form>
  );
}
