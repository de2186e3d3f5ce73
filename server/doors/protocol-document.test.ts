import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { messagesOf, renderExamples } from '../../docs/examples/render.ts';
import type { Session } from '../../docs/examples/session.ts';
import { claimsOf } from '../../docs/examples/session.ts';
import { hashChallenge, verifyChallenge } from '../../shared/protocol/challenge.ts';
import { verifyDecision } from '../../shared/protocol/decision.ts';
import * as deviceApi from '../../shared/protocol/device-api.ts';
import { verifyBinding } from '../../shared/protocol/enrollment.ts';
import { sha256 } from '../../shared/protocol/hash.ts';
import { parseMessage } from '../../shared/protocol/jws.ts';
import { type PublicJwk, publicJwkSchema, thumbprint } from '../../shared/protocol/keys.ts';
import { verifyKeySets } from '../../shared/protocol/keyset.ts';
import { parseMatchingUrl } from '../../shared/protocol/matching-url.ts';
import { verifyNotice } from '../../shared/protocol/notice.ts';
import { verifyReceiptOffline } from '../../shared/protocol/offline-receipt.ts';
import { parsePairingCode, parsePairingUrl } from '../../shared/protocol/pairing-code.ts';
import { ProofClockError, verifyProof } from '../../shared/protocol/proof.ts';
import { parsePushPayload } from '../../shared/protocol/push-payload.ts';
import { verifyReceipt } from '../../shared/protocol/receipt.ts';
import type { Assertion, Confirmation } from '../../shared/protocol/user-verification.ts';
import { verifyAssertion } from '../../shared/protocol/verify-assertion.ts';
import { verifyRegistration } from '../../shared/protocol/verify-registration.ts';
import type { NodErrorCode } from '../diagnostics/errors.ts';
import { codesOf } from './openapi.ts';
import { PROBLEMS } from './problems.ts';
import { ROUTES } from './routes.ts';

/**
 * docs/protocol.md is the twin of the device door: somebody writes an authenticator from it alone. So what it lists is
 * compared with what the server has, and what it shows is verified.
 */
const docs = path.join(import.meta.dirname, '../../docs');
const document = readFileSync(path.join(docs, 'protocol.md'), 'utf8');
const session = JSON.parse(readFileSync(path.join(docs, 'examples/session.json'), 'utf8')) as Session;
const deviceRoutes = ROUTES.filter(({ door }) => door === 'device');
const messages = messagesOf(session);

/** The calls that the document describes: each a row of a table, which begins with it, or a section of its own. */
const CALLS = [
  ...[...document.matchAll(/^\| `([A-Z]+ \/[^`]+)` \|.*$/gm)].map(([text, call = '']) => ({ call, text })),
  ...[...document.matchAll(/^### `([A-Z]+ \/\S+)`\n[\s\S]*?(?=^##|$(?![\s\S]))/gm)].map(([text, call = '']) => ({
    call,
    text,
  })),
];

const exchange = (name: string) => {
  const one = session.exchanges[name];
  if (!one) throw new Error(`no exchange ${name}`);
  return one;
};
const sent = (name: string) => JSON.parse(exchange(name).request.body ?? '');
const message = (name: string) => messages[name] ?? '';

describe('what the document lists', () => {
  it('every call of the device door, and no other', () => {
    const calls = CALLS.map(({ call }) => call);
    expect(calls.sort()).toEqual(deviceRoutes.map((route) => `${route.method} ${route.path}`).sort());
  });

  it('every error of the device door with its status', () => {
    const rows = [...document.matchAll(/^\| `([a-z_]+)` \| (\d{3}) \|/gm)].map(([, code, status]) => [code, status]);
    const answered = new Set<NodErrorCode>(deviceRoutes.flatMap((route) => codesOf(route)));
    const listed = Object.fromEntries(rows);
    for (const code of answered) expect([code, listed[code]]).toEqual([code, String(PROBLEMS[code].status)]);
    for (const [code = '', status] of rows) expect(status).toBe(String(PROBLEMS[code as NodErrorCode]?.status));
    // What every address may answer besides.
    expect(Object.keys(listed).filter((code) => !answered.has(code as NodErrorCode))).toEqual([
      'method_not_allowed',
      'request_timeout',
      'headers_too_large',
    ]);
  });

  it('the errors of each call beside it', () => {
    const general = /^(proof_|clock_skew|device_|user_locked|request_|unsupported|internal|unavailable|rate_limited)/;
    for (const route of deviceRoutes) {
      const call = `${route.method} ${route.path}`;
      const text = CALLS.find((one) => one.call === call)?.text ?? '';
      for (const code of codesOf(route).filter((name) => !general.test(name))) {
        expect(`${call} ${text.includes(`\`${code}\``) ? code : ''}`).toBe(`${call} ${code}`);
      }
    }
  });

  it('every claim of every message, and every member of what the door answers', () => {
    const words = new Set(
      [...document.matchAll(/`([A-Za-z_.]+)`/g)].flatMap(([, word = '']) => [word, ...word.split('.')]),
    );
    for (const [name, jws] of Object.entries(messages)) {
      for (const claim of Object.keys(claimsOf(jws) as object))
        expect([name, claim, words.has(claim)]).toEqual([name, claim, true]);
    }
    for (const name of ['server', 'claim', 'self']) {
      for (const member of Object.keys(exchange(name).response.body as object)) {
        expect([name, member, words.has(member)]).toEqual([name, member, true]);
      }
    }
  });
});

describe('the document', () => {
  it('is short enough to be read whole', () => {
    const lines = document.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(1300);
    // A line of a table is as long as it is; anything else is broken where people read it.
    expect(lines.filter((line) => !line.startsWith('|') && line.length > 140)).toEqual([]);
  });

  it('numbers its rules one after the other, and names none that there isn’t', () => {
    const defined = [...document.matchAll(/^- \*\*P(\d+)\*\* /gm)].map(([, number]) => Number(number));
    expect(defined.length).toBeGreaterThan(100);
    expect(defined).toEqual(defined.map((_, at) => at + 1));
    for (const [, number] of document.matchAll(/\bP(\d+)\b(?!-)/g)) {
      // `P-256` is a curve, and P256 none of these.
      expect(defined).toContain(Number(number));
    }
  });

  it('links to sections that it has, and other documents do too', () => {
    const anchors = [...document.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replace(/ /g, '-'),
    );
    const links = [...document.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor = '']) => anchor);
    for (const name of readdirSync(docs).filter((file) => file.endsWith('.md'))) {
      const text = readFileSync(path.join(docs, name), 'utf8');
      links.push(...[...text.matchAll(/\]\(protocol\.md#([^)]*)\)/g)].map(([, anchor = '']) => anchor));
    }
    expect(links.filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  });
});

describe('what the document shows', () => {
  const serverKeys = v.parse(v.object({ keys: v.array(publicJwkSchema) }), session.jwks).keys;
  const device = { jwk: session.device.jwk as PublicJwk, thumbprint: session.device.thumbprint };
  const { origin } = session;
  const claim = v.parse(deviceApi.claimResponseSchema, exchange('claim').response.body);

  it('is the recorded session, rendered', () => {
    expect(renderExamples(document, session)).toBe(document);
  });

  it('answers have the shapes that both ends agree on', () => {
    const { selfSchema } = deviceApi;
    const shapes: Record<string, v.GenericSchema> = {
      server: deviceApi.serverInfoSchema,
      keys: deviceApi.keysResponseSchema,
      claim: deviceApi.claimResponseSchema,
      complete: selfSchema,
      activate: selfSchema,
      self: selfSchema,
      rename: selfSchema,
      renew: selfSchema,
      verifier: selfSchema,
      noVerifier: selfSchema,
      pending: deviceApi.pendingResponseSchema,
      decision: deviceApi.decisionResponseSchema,
      wrongCode: deviceApi.problemSchema,
      tooLate: deviceApi.problemSchema,
      clockSkew: deviceApi.problemSchema,
      history: deviceApi.historyResponseSchema,
      devices: deviceApi.devicesResponseSchema,
    };
    for (const [name, schema] of Object.entries(shapes)) v.parse(schema, exchange(name).response.body);
    const empty = Object.keys(session.exchanges).filter((name) => !(name in shapes));
    expect(empty.map((name) => exchange(name).response.status)).toEqual(empty.map(() => 204));
  });

  it('code, link and matching code are read as described', () => {
    expect(parsePairingCode(session.ticket.code).secret).toHaveLength(8);
    expect(parsePairingUrl(session.ticket.url).origin).toBe(origin);
    const { challengeId } = parseMatchingUrl(session.matchingUrl);
    expect(session.matchingUrl).toBe(`${origin}/#/match/${challengeId}/${session.matchingCode}`);
    expect(claimsOf(message('decision'))).toMatchObject({ jti: challengeId, code: session.matchingCode });
  });

  it('the key’s thumbprint and the hashes are computed as described, without our functions', async () => {
    const { x, y } = device.jwk;
    expect(await sha256(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`)).toBe(device.thumbprint);
    expect(await thumbprint(device.jwk)).toBe(device.thumbprint);
    const { endpoint, keys } = sent('complete').subscription;
    expect(claimsOf(message('binding'))).toMatchObject({
      subscription: await sha256([endpoint, keys.p256dh, keys.auth].join('\n')),
      serverKey: claim.server.keys[0]?.kid,
      nonce: claim.nonce,
    });
    expect(claimsOf(message('activateProof'))).toMatchObject({
      bh: await sha256(exchange('activate').request.body ?? ''),
    });
    expect(await sha256('')).toBe('47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU');
    expect(exchange('complete').response.body).toMatchObject({ endpointHash: await sha256(endpoint) });
  });

  it('the binding verifies', async () => {
    const verified = await verifyBinding(message('binding'), {
      enrollmentId: claim.enrollmentId,
      audience: origin,
      nonceHash: await sha256(claim.nonce),
      serverKeys: serverKeys.map((key) => key.kid ?? ''),
      subscription: sent('complete').subscription,
      offlineJwk: sent('complete').offlineJwk,
    });
    expect(verified.thumbprint).toBe(device.thumbprint);
  });

  it('the key set verifies', async () => {
    const pinned = { keys: claim.server.keys, issuer: origin, sinceSeconds: 0, nowSeconds: Number.MAX_SAFE_INTEGER };
    expect((await verifyKeySets([message('keySet')], pinned)).keys).toHaveLength(serverKeys.length);
  });

  it('every proof verifies at its time, for its call; the one with a wrong clock does not', async () => {
    let proofs = 0;
    for (const [name, { atMs, request }] of Object.entries(session.exchanges)) {
      if (request.authorization === undefined) continue;
      proofs++;
      const verified = verifyProof(request.authorization.split(' ')[1], {
        device,
        method: request.method,
        url: origin + request.path,
        body: request.body ?? '',
        nowMs: atMs,
        useOnce: async () => true,
      });
      if (name === 'clockSkew') await expect(verified).rejects.toBeInstanceOf(ProofClockError);
      else await expect(verified).resolves.toMatchObject({ htm: request.method });
    }
    expect(proofs).toBeGreaterThan(8);
  });

  it('pushes, challenge and notices verify', async () => {
    const at = (name: string) => ({ keys: claim.server.keys, issuer: origin, now: session.pushes[name]?.atMs ?? 0 });
    for (const push of Object.values(session.pushes)) parsePushPayload(push.plaintext);
    const challenge = { ...at('challenge'), subject: claim.user.id };
    await expect(verifyChallenge(message('challenge'), challenge)).resolves.toMatchObject({ match: 'code', digits: 6 });
    await expect(
      verifyNotice(message('testNotice'), { ...at('test'), deviceId: session.device.id }),
    ).resolves.toMatchObject({ notice: 'test', nonce: sent('activate').nonce });
    await expect(
      verifyNotice(message('closedNotice'), { ...at('closed'), deviceId: session.other.id }),
    ).resolves.toMatchObject({ notice: 'closed', state: 'approved' });
  });

  it('the decision is about the challenge as it was pushed, and the receipt holds both', async () => {
    const challengeId = (claimsOf(message('challenge')) as { jti: string }).jti;
    const decision = {
      device,
      audience: origin,
      challengeId,
      challengeHash: await hashChallenge(message('challenge')),
    };
    await expect(verifyDecision(message('decision'), decision)).resolves.toMatchObject({ decision: 'approve' });
    const expected = { keys: serverKeys, issuer: origin, audience: session.applicationId, challengeId };
    const receipt = await verifyReceipt(session.receipt, expected);
    expect(verifyReceiptOffline(session.receipt, expected)).toEqual(receipt);
    expect(receipt).toMatchObject({
      outcome: 'approved',
      challenge: message('challenge'),
      decision: message('decision'),
      cnf: { jwk: { x: device.jwk.x } },
    });
  });

  it('N10: the verifier is what was registered, and its assertion is about the recorded approval', async () => {
    const { challenge, decision, verifier, receipt } = session.verified;
    const registered = await verifyRegistration(sent('verifier'), { server: origin, device: device.thumbprint });
    expect(registered.verifier).toEqual(verifier);
    expect(exchange('verifier').response.body).toMatchObject({ verifier: { credentialId: verifier.credentialId } });
    const { code } = claimsOf(decision) as { code: string };
    const text = `nod-uv\n${await sha256(challenge)}\napprove\n${code}\n`;
    const { uv } = claimsOf(decision) as { uv: Assertion };
    expect(verifyAssertion(uv, { verifier, challenge: await sha256(text) })).toEqual({ signCount: 0 });
    const { nonce, iat, ...assertion } = sent('noVerifier') as Confirmation;
    const about = [origin, device.thumbprint, verifier.credentialId, 'verifier-removal'];
    const removed = ['nod-uv-action', ...about, nonce, iat].join('\n');
    verifyAssertion(assertion, { verifier, challenge: await sha256(removed) });
    expect(Math.abs(iat * 1000 - (session.exchanges.noVerifier?.atMs ?? 0))).toBeLessThan(2000);
    const expected = { keys: serverKeys, issuer: origin, audience: session.applicationId };
    expect(verifyReceiptOffline(receipt, expected)).toMatchObject({ amr: ['swk', 'mca', 'user'], verifier });
  });

  it('every message is shorter than the document says', () => {
    const limits = [...document.matchAll(/^\| \w+(?: set)? \| `(nod-[a-z]+\+jwt)` \|.*\| ([\d,]+) bytes \|$/gm)];
    expect(limits).toHaveLength(7);
    for (const jws of Object.values(messages)) {
      const { typ } = JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString());
      const limit = limits.find(([, named]) => named === typ)?.[2];
      expect(jws.length).toBeLessThanOrEqual(Number(limit?.replace(',', '')));
    }
    expect(() => parseMessage('proof', message('decision'))).toThrow();
  });
});
