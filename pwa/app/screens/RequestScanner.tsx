import { readScan } from '../../../shared/authenticator/scan.ts';
import { wordsFor } from '../../../shared/ui/app/errors.ts';
import type { RequestScannerProps } from '../../../shared/ui/app/shell.ts';
import { useHere } from '../../../shared/ui/words/here.ts';
import { goToOfflineRequest } from '../offline-scan.ts';
import { usePwaApp } from '../pwa-app.ts';
import { Scanner } from './Scanner.tsx';

/** The camera, looking for the code of one request that waits. The code of another one leads to that one. */
export function RequestScanner({ item, onCode, onLogin, onClose }: RequestScannerProps) {
  const app = usePwaApp();
  const here = useHere();
  const take = async (text: string) => {
    try {
      const scanned = await readScan(app.reader, text, { for: item });
      if (scanned.kind === 'login') return await onLogin(scanned);
      if (scanned.kind === 'offline') return await goToOfflineRequest(app, text);
      if (scanned.kind === 'code') await onCode(scanned.code);
      return null;
    } catch (error) {
      return wordsFor(error, { here });
    }
  };
  return <Scanner onText={take} onTypeInstead={onClose} onBack={onClose} />;
}
