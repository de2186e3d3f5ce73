import { afterEach, expect, test, vi } from 'vitest';
import { createWebAuthn } from './web-authn.ts';

const OFFER = { challenge: 'AAAA', userHandle: 'dev_1', username: 'alice', displayName: 'Alice' };

/** A browser whose WebAuthn does this. */
function browser(credentials: object | undefined, more: object = {}): void {
  vi.stubGlobal('navigator', { credentials });
  vi.stubGlobal('PublicKeyCredential', more);
  vi.stubGlobal('location', { hostname: 'nod.example' });
}

afterEach(() => vi.unstubAllGlobals());

const failing = (name: string) => () => Promise.reject(new DOMException('no', name));

test('N10: the app asks the device’s own authenticator, of the server’s host alone, to verify its person', async () => {
  const create = vi.fn((_options: unknown) => Promise.resolve(null));
  const get = vi.fn((_options: unknown) => Promise.resolve(null));
  browser({ create, get });
  const app = createWebAuthn({ rpId: 'nod.example', roaming: false });
  const canceled = { code: 'confirmation_canceled' };
  await expect(app.register(OFFER)).rejects.toMatchObject(canceled);
  await expect(app.verify({ challenge: 'AAAA', credentialId: 'BBBB' })).rejects.toMatchObject(canceled);
  expect(create).toHaveBeenCalledWith({
    signal: expect.anything(),
    publicKey: expect.objectContaining({
      rp: { name: 'Nod', id: 'nod.example' },
      authenticatorSelection: {
        userVerification: 'required',
        residentKey: 'discouraged',
        authenticatorAttachment: 'platform',
      },
    }),
  });
  expect(get).toHaveBeenCalledWith({
    signal: expect.anything(),
    publicKey: expect.objectContaining({ rpId: 'nod.example', userVerification: 'required' }),
  });
});

test('an extension is its own relying party, and takes one that is plugged in', async () => {
  const create = vi.fn((_options: unknown) => Promise.resolve(null));
  browser({ create });
  await expect(createWebAuthn({ roaming: true }).register(OFFER)).rejects.toThrow();
  expect(create).toHaveBeenCalledWith({
    signal: expect.anything(),
    publicKey: expect.objectContaining({
      rp: { name: 'Nod' },
      authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
    }),
  });
});

test.each([
  ['NotAllowedError', 'confirmation_canceled'],
  ['TimeoutError', 'confirmation_canceled'],
  ['NotSupportedError', 'confirmation_unsupported'],
  ['SecurityError', 'confirmation_unsupported'],
])('%s is told as %s', async (name, code) => {
  browser({ create: failing(name) });
  await expect(createWebAuthn({ roaming: false }).register(OFFER)).rejects.toMatchObject({ code });
});

test('whether this device can confirm somebody is known without asking anybody, also where the browser knows nothing', async () => {
  const app = createWebAuthn({ rpId: 'nod.example', roaming: false });
  for (const found of [true, false]) {
    browser({}, { isUserVerifyingPlatformAuthenticatorAvailable: async () => found });
    expect(await app.available()).toBe(found);
  }
  browser(undefined);
  expect(await app.available()).toBe(false);
  vi.stubGlobal('PublicKeyCredential', undefined);
  expect(await app.available()).toBe(false);
  await expect(app.register(OFFER)).rejects.toMatchObject({ code: 'confirmation_unsupported' });
});

test('the browser is told of a removed one where it listens, and its refusal keeps nobody', async () => {
  const app = createWebAuthn({ rpId: 'nod.example', roaming: false });
  const signalAllAcceptedCredentials = vi.fn((_known: unknown) => Promise.reject(new Error('no')));
  browser({}, { signalAllAcceptedCredentials });
  await app.removed('dev_1');
  expect(signalAllAcceptedCredentials).toHaveBeenCalledWith({
    rpId: 'nod.example',
    userId: 'ZGV2XzE',
    allAcceptedCredentialIds: [],
  });
  browser({});
  await app.removed('dev_1');
  vi.stubGlobal('PublicKeyCredential', undefined);
  await app.removed('dev_1');
});
