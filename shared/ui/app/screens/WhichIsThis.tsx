import { useEffect, useState } from 'preact/hooks';
import type { Device } from '../../../authenticator/accounts.ts';
import { SamePhone } from '../../SamePhone.tsx';
import { useNow } from '../../use-now.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { useApp } from '../app-context.ts';
import { mayBeThis } from '../may-be-this.ts';
import { trustWordsFor } from '../trust-words-for.ts';

const clock = () => Date.now();

/**
 * Asks whether this device is one that the user had before, whose storage was cleared. Skipped where no other one could be;
 * where the list isn't to be had, pairing isn't held up by a question.
 */
export function WhichIsThis({ deviceId, onDone }: { deviceId: string; onDone: () => void }) {
  const { actions, changed } = useApp();
  const here = useHere();
  const nowMs = useNow(10_000, clock);
  const [devices, setDevices] = useState<readonly Device[] | null>(null);
  const [choosingId, setChoosingId] = useState<string | null>(null);
  const [problem, setProblem] = useState<ErrorWords | undefined>();

  useEffect(() => {
    let current = true;
    actions.listDevices({ deviceId }).then(
      (all) => {
        const found = mayBeThis(all);
        if (!current) return;
        if (found.length === 0) onDone();
        else setDevices(found);
      },
      () => current && onDone(),
    );
    return () => {
      current = false;
    };
  }, [actions, deviceId, onDone]);

  const choose = async (replacedId: string) => {
    setChoosingId(replacedId);
    setProblem(undefined);
    try {
      await actions.replaceDevice({ deviceId, replacedId });
      await changed();
      onDone();
    } catch (error) {
      setProblem(trustWordsFor(error, { here }));
      setChoosingId(null);
    }
  };
  if (devices === null) return null;
  return (
    <SamePhone
      devices={devices}
      nowMs={nowMs}
      onChoose={choose}
      onNone={onDone}
      choosingId={choosingId}
      problem={problem}
    />
  );
}
