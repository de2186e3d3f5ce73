import type { ComponentType } from 'preact';
import type { ConfirmationAsk } from '../../authenticator/confirm-user.ts';
import type { ShellHealth } from '../../authenticator/health.ts';
import type { InboxItem } from '../../authenticator/inbox-item.ts';
import type { VerifierOffer } from '../../authenticator/verifier.ts';
import type { Assertion, Registration } from '../../protocol/user-verification.ts';
import type { Here } from '../words/here.ts';

/**
 * What a screen asks of the shell it runs in. Shells differ by what they offer here, never by name: what is null isn't
 * to be had, and the screens leave it out.
 */

/** Where the app runs: only to choose words, never to decide what is allowed. */
export interface Platform {
  readonly here: Here;
  /** A first guess at what the person calls this device, and what it is. */
  readonly deviceName: string;
  readonly description: string;
  /** Whether this browser has push at all; where not, nobody is offered it. */
  readonly hasPush: boolean;
  /** Accounts without push are asked with no page open too, and ring: only an extension's worker can. */
  readonly pullsInBackground: boolean;
}

/** Whether notifications may be shown, and the browser's question about it. */
export interface NotificationPermission {
  state(): ShellHealth['permission'];
  /** Only on a tap. @throws AuthenticatorError permission_denied, permission_dismissed */
  ask(): Promise<void>;
}

/** The browser's promise to keep what is stored here; null where it doesn't say. */
export interface KeptStorage {
  persisted(): Promise<boolean | null>;
  /** Only on a tap: some browsers ask the person. */
  ask(): Promise<boolean | null>;
}

/** Becoming an app of its own. */
export interface Installing {
  /** Runs as one already. */
  readonly installed: boolean;
  /** Whether the browser lets us ask. */
  available(): boolean;
  /** Shows the browser's own question. */
  ask(): Promise<void>;
}

/** Looking into this browser's own tabs: only an extension can. */
export interface SiteAccess {
  /**
   * Asks the browser's question whether these origins may be looked at. Only on a tap.
   * @returns whether they may
   */
  ask(origins: readonly string[]): Promise<boolean>;
}

/**
 * Confirming the person by the browser's WebAuthn: a finger, a face, a PIN. Both only on a tap.
 * @throws AuthenticatorError confirmation_canceled (or not recognised), confirmation_unsupported
 */
export interface UserVerification {
  register(offer: VerifierOffer): Promise<Registration>;
  verify(ask: ConfirmationAsk): Promise<Assertion>;
}

/** Reading codes with a camera. */
export interface Scanning {
  /** Whether there is a camera at all. Asks nobody. */
  hasCamera(): Promise<boolean>;
  /** Stands in place of the request's screen while it looks for the code of that request. */
  readonly RequestScanner: ComponentType<RequestScannerProps>;
}

export interface RequestScannerProps {
  readonly item: InboxItem;
  /** The code of this very request, from its own server. */
  readonly onCode: (code: string) => Promise<void>;
  readonly onClose: () => void;
}
