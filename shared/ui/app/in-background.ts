import { AuthenticatorError } from '../../authenticator/errors.ts';

/** Work nobody waits for: what goes wrong with the network shows by itself, the rest belongs into the console. */
export function inBackground(work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    if (!(error instanceof AuthenticatorError)) console.error(error);
  });
}
