import { AuthenticatorError } from '../../../shared/authenticator/errors.ts';
import { readScan } from '../../../shared/authenticator/scan.ts';
import { wordsFor } from '../../../shared/ui/app/errors.ts';
import type { LoginScannerProps } from '../../../shared/ui/app/shell.ts';
import { useHere } from '../../../shared/ui/words/here.ts';
import { goToOfflineRequest } from '../offline-scan.ts';
import { usePwaApp } from '../pwa-app.ts';
import { Scanner } from './Scanner.tsx';

/** The camera, looking for the code of any login that one of the accounts here can answer. */
export function LoginScanner({ onLogin, onClose }: LoginScannerProps) {
  const app = usePwaApp();
  const here = useHere();
  const take = async (text: string) => {
    try {
      const scanned = await readScan(app.reader, text);
      if (scanned.kind === 'login') return await onLogin(scanned);
      if (scanned.kind === 'offline') return await goToOfflineRequest(app, text);
      throw new AuthenticatorError('qr_not_for_this', 'not the code of a login');
    } catch (error) {
      return wordsFor(error, { here });
    }
  };
  return <Scanner onText={take} onTypeInstead={onClose} onBack={onClose} />;
}
