import { hashChallenge, readChallenge } from '../../shared/protocol/challenge.ts';
import { signDecision } from '../../shared/protocol/decision.ts';
import type { ClaimResponse, PendingResponse, Self } from '../../shared/protocol/device-api.ts';
import { signBinding } from '../../shared/protocol/enrollment.ts';
import { generateDeviceKey, thumbprint } from '../../shared/protocol/keys.ts';
import { signProof } from '../../shared/protocol/proof.ts';

/** The smallest phone that can pair and answer: no browser and no push, only calls of the device door. */
export async function pairPhone(options: {
  origin: string;
  /** What was typed, or the token at the end of the link. */
  code: string | { token: string };
  name: string;
  fetch: typeof fetch;
}) {
  const { origin } = options;
  const key = await generateDeviceKey();

  async function call<T>(method: string, path: string, body?: unknown, proven = true): Promise<T> {
    const url = `${origin}/device/v1${path}`;
    const text = body === undefined ? '' : JSON.stringify(body);
    const jti = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
    const proof = await signProof({ method, url, body: text, nowMs: Date.now(), jti }, key);
    const response = await options.fetch(url, {
      method,
      headers: {
        ...(proven ? { Authorization: `Nod-Proof ${proof}` } : {}),
        ...(text ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(text ? { body: text } : {}),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
    return (answer ? JSON.parse(answer) : undefined) as T;
  }

  const ticket = typeof options.code === 'string' ? { code: options.code } : options.code;
  const claim = await call<ClaimResponse>('POST', '/enrollments/claim', ticket, false);
  const [serverKey] = claim.server.keys;
  if (!serverKey) throw new Error('the server has no key');
  const binding = await signBinding(
    {
      enrollmentId: claim.enrollmentId,
      nonce: claim.nonce,
      audience: claim.server.issuer,
      serverKey: await thumbprint(serverKey),
      subscription: null,
      nowMs: Date.now(),
    },
    key,
    key.publicJwk,
  );
  const device = { kind: 'pwa', name: options.name, platform: 'test' };
  const complete = { binding, device, subscription: null };
  await call<Self>('POST', `/enrollments/${claim.enrollmentId}/complete`, complete, false);

  return {
    account: claim.user,
    /** Says that notifications don't work here, and that the phone will ask for requests by itself. */
    activate: () => call<Self>('POST', '/activate', { pull: true }),
    /** Answers the newest request that waits. */
    async answer(decision: 'approve' | 'deny' | 'report', code?: string) {
      const { challenges } = await call<PendingResponse>('GET', '/challenges');
      const [newest] = challenges;
      if (!newest) throw new Error('nothing is waiting');
      const { jti } = readChallenge(newest.challenge);
      const claims = {
        iss: key.kid,
        aud: origin,
        jti,
        iat: Math.floor(Date.now() / 1000),
        challenge: await hashChallenge(newest.challenge),
        decision,
        ...(code === undefined ? {} : { code }),
      };
      await call('POST', `/challenges/${jti}/decision`, { decision: await signDecision(claims, key) }, false);
    },
    async see(event: 'received' | 'displayed') {
      const { challenges } = await call<PendingResponse>('GET', '/challenges');
      const { jti } = readChallenge(challenges[0]?.challenge ?? '');
      await call('POST', `/challenges/${jti}/delivery`, { event });
    },
  };
}
