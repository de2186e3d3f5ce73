import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import type { ActionPopup } from './action-popup.ts';
import { firstPage } from './browsers.ts';
import { waitUntil } from './wait-until.ts';

const STOP_TIMEOUT_MS = 10_000;
const STOP_AGAIN_AFTER_MS = 500;

/**
 * Stops all service workers of a Chromium, as the browser does after half a minute of idleness: what they keep in
 * memory is lost, and the next event starts them afresh.
 *
 * @throws Error when a worker still runs after ten seconds
 */
export async function stopWorkers(context: BrowserContext): Promise<void> {
  const session = await context.newCDPSession(await firstPage(context));
  const statuses = new Map<string, string>();
  session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    for (const { versionId, runningStatus } of versions) statuses.set(versionId, runningStatus);
  });
  await session.send('ServiceWorker.enable');
  let askedAtMs = Number.NEGATIVE_INFINITY;
  const allStopped = async () => {
    // Again and again: an event that came at the same moment (a push, a page on its way out) starts a worker anew.
    if (performance.now() - askedAtMs >= STOP_AGAIN_AFTER_MS) {
      askedAtMs = performance.now();
      await session.send('ServiceWorker.stopAllWorkers');
    }
    return [...statuses.values()].every((status) => status === 'stopped') || undefined;
  };
  await waitUntil('the service workers to stop', allStopped, STOP_TIMEOUT_MS);
  await session.detach();
}

/** An emulated platform authenticator. */
export interface VirtualAuthenticator {
  /** Sets whether the user passes the check (finger, face, PIN); false makes ceremonies fail with NotAllowedError. */
  setUserVerified(isUserVerified: boolean): Promise<void>;
  /** How many credentials it holds. */
  credentialCount(): Promise<number>;
  /** What it holds, for `virtualAuthenticatorIn`. */
  credentials(): Promise<object[]>;
  remove(): Promise<void>;
}

const PLATFORM = {
  protocol: 'ctap2',
  ctap2Version: 'ctap2_1',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const;

/**
 * Gives a Chromium page a platform authenticator that answers WebAuthn ceremonies by itself. The page's host must be
 * `localhost` or another name, not an address. Without an authenticator a ceremony waits for ever.
 */
export async function virtualAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options: PLATFORM });
  return {
    async setUserVerified(isUserVerified) {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
    async credentialCount() {
      return (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length;
    },
    async credentials() {
      return (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
    },
    async remove() {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
      await session.detach();
    },
  };
}

/**
 * The same authenticator in an extension's popup: emulated ones belong to one page each.
 * @param credentials those of the page's authenticator
 */
export async function virtualAuthenticatorIn(popup: ActionPopup, credentials: readonly object[]): Promise<void> {
  await popup.send('WebAuthn.enable', { enableUI: false });
  const added = await popup.send('WebAuthn.addVirtualAuthenticator', { options: PLATFORM });
  for (const credential of credentials) await popup.send('WebAuthn.addCredential', { ...added, credential });
}
