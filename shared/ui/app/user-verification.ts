import type { UserVerification } from './shell.ts';
import type { WebAuthnOptions } from './web-authn.ts';

/** WebAuthn (web-authn.ts), fetched when it is first asked for: most requests are answered without. */
export function createUserVerification(options: WebAuthnOptions): UserVerification {
  const loaded = () => import('./web-authn.ts').then(({ createWebAuthn }) => createWebAuthn(options));
  return {
    roaming: options.roaming,
    // Where it can't be fetched nobody is offered it.
    available: () =>
      loaded().then(
        (webAuthn) => webAuthn.available(),
        () => false,
      ),
    register: async (offer) => (await loaded()).register(offer),
    verify: async (ask) => (await loaded()).verify(ask),
    removed: (userHandle) =>
      loaded().then(
        (webAuthn) => webAuthn.removed(userHandle),
        () => undefined,
      ),
  };
}
