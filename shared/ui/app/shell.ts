import type { ComponentType } from 'preact';
import type { ConfirmationAsk } from '../../authenticator/confirmation.ts';
import type { ShellHealth } from '../../authenticator/health.ts';
import type { InboxItem } from '../../authenticator/inbox-item.ts';
import type { ScannedLogin } from '../../authenticator/scan.ts';
import type { VerifierOffer } from '../../authenticator/verifier.ts';
import type { Assertion, Registration } from '../../protocol/user-verification.ts';
import type { ErrorWords } from '../words/error-words.ts';
import type { Here, RunsIn } from '../words/here.ts';

/**
 * What a screen asks of the shell it runs in. Shells differ by what they offer here, never by name: a shell that can't do
 * something has null in its place, and the screens leave it out.
 */

/** Where the app runs: only to choose words, never to decide what is allowed. */
export interface Platform {
  readonly here: Here;
  readonly runsIn: RunsIn;
  /** A first guess at what the person calls this device, and what it is. */
  readonly deviceName: string;
  readonly description: string;
  /** Whether this browser has push at all; otherwise the screens don't offer it. */
  readonly hasPush: boolean;
  /** Requests to accounts without push are fetched, and ring, with no page open too: only an extension's worker can do that. */
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
   * Has the browser ask whether these origins may be looked at. Only on a tap.
   * @returns whether they may
   */
  ask(origins: readonly string[]): Promise<boolean>;
}

/**
 * Confirms the person by the browser's WebAuthn: a finger, a face, a PIN. `register` and `verify` only on a tap.
 * @throws AuthenticatorError confirmation_canceled (or not recognised), confirmation_unsupported
 */
export interface UserVerification {
  /** What is plugged in will do as well, so that it may be had although it isn't `available`. */
  readonly roaming: boolean;
  /** Whether this device itself can confirm somebody. Asks nobody, and never rejects. */
  available(): Promise<boolean>;
  register(offer: VerifierOffer): Promise<Registration>;
  verify(ask: ConfirmationAsk): Promise<Assertion>;
  /** Tells the browser, where it listens, that an account's credential opens nothing any more. Never rejects. */
  removed(userHandle: VerifierOffer['userHandle']): Promise<void>;
}

/** Reading codes with a camera. */
export interface Scanning {
  /** Whether there is a camera at all. Doesn't ask the person. */
  hasCamera(): Promise<boolean>;
  /** Stands in place of the request's screen while it looks for the code of that request. */
  readonly RequestScanner: ComponentType<RequestScannerProps>;
  /** Looks for the code of any login. */
  readonly LoginScanner: ComponentType<LoginScannerProps>;
}

/** The login that the page in front shows: only an extension's popup can look. */
export interface FrontLogin {
  /** @returns the request's id; null where the page shows none, or more than one */
  find(): Promise<string | null>;
}

export interface LoginScannerProps {
  /** Takes the code of a login. @returns what to say when that leads nowhere; the camera goes on looking then */
  readonly onLogin: (login: ScannedLogin) => Promise<ErrorWords | null>;
  readonly onClose: () => void;
}

export interface RequestScannerProps extends LoginScannerProps {
  readonly item: InboxItem;
  /** The code of this very request, from its own server. */
  readonly onCode: (code: string) => Promise<void>;
}
