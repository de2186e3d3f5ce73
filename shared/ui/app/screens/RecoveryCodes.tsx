import { useCallback, useEffect, useState } from 'preact/hooks';
import type { RecoveryCodes as Fresh, RecoveryCodesLeft } from '../../../protocol/recovery-api.ts';
import { FreshCodes, RecoveryCodesView } from '../../RecoveryCodesView.tsx';
import { sheetText } from '../../RecoverySheet.tsx';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { recoveryWords } from '../../words/recovery-words.ts';
import { useApp } from '../app-context.ts';
import { confirmAction } from '../confirm-action.ts';
import { trustWordsFor } from '../trust-words-for.ts';

/**
 * Recovery codes of an account's user: route `codes`. They are in this screen's memory only, and gone with it.
 * @param onBack where pairing has led here, which is in no history. Who comes from there has asked for codes: where none were
 *   ever made, they are made at once; others are not ended without a question
 */
export function RecoveryCodes({ deviceId, onBack }: { deviceId: string; onBack?: () => void }) {
  const app = useApp();
  const { actions, reader, router, changed } = app;
  const here = useHere();
  const [known, setKnown] = useState<RecoveryCodesLeft | null>(null);
  const [fresh, setFresh] = useState<Fresh | null>(null);
  const [making, setMaking] = useState(false);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const makesAtOnce = onBack !== undefined;

  const make = useCallback(async () => {
    setMaking(true);
    setProblem(undefined);
    try {
      const account = await reader.keys.account(deviceId);
      const confirmed = account ? await confirmAction(app, account, 'recovery-codes', '') : {};
      setFresh(await actions.makeRecoveryCodes({ deviceId, ...confirmed }));
    } catch (error) {
      setProblem(trustWordsFor(error, { here }));
    } finally {
      setMaking(false);
      // The first screen has warned of the old ones.
      await changed();
    }
  }, [app, actions, reader, changed, deviceId, here]);

  useEffect(() => {
    let current = true;
    actions.recoveryCodesLeft({ deviceId }).then(
      (answer) => {
        if (!current) return;
        setKnown(answer);
        if (makesAtOnce && answer.madeAtMs === null) make();
      },
      (error) => current && setProblem(trustWordsFor(error, { here })),
    );
    return () => {
      current = false;
    };
  }, [actions, deviceId, here, make, makesAtOnce]);

  if (fresh !== null) {
    return (
      <FreshCodes
        fresh={fresh}
        onPrint={() => window.print()}
        onSave={() => save(sheetText(fresh))}
        onCopy={() =>
          navigator.clipboard.writeText(sheetText(fresh)).then(
            () => true,
            () => false,
          )
        }
        onDone={() => router.go({ name: 'home' }, 'replace')}
      />
    );
  }
  return (
    <RecoveryCodesView
      known={known}
      nowMs={Date.now()}
      onMake={make}
      making={making}
      onBack={onBack ?? (() => router.back({ name: 'account', deviceId }))}
      problem={problem}
    />
  );
}

function save(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = recoveryWords.fileName;
  link.click();
  // Safari begins to read it only after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
