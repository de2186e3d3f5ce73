import { verifyChallenge } from '../challenge.ts';
import { verifyDecision } from '../decision.ts';
import { verifyBinding } from '../enrollment.ts';
import { ProtocolError } from '../errors.ts';
import { verifyKeySets } from '../keyset.ts';
import { verifyNotice } from '../notice.ts';
import { decodeOfflineQr, offlineDigits } from '../offline-code.ts';
import { verifyReceiptOffline } from '../offline-receipt.ts';
import { verifyProof } from '../proof.ts';
import type { ExpectedReceipt } from '../receipt.ts';
import { verifyReceipt } from '../receipt.ts';
import { textProblem } from '../text.ts';
import {
  type Approval,
  type Assertion,
  approvalChallenge,
  type Registration,
  type Verifier,
} from '../user-verification.ts';
import { verifyAssertion } from '../verify-assertion.ts';
import { verifyConfirmation } from '../verify-confirmation.ts';
import { verifyRegistration } from '../verify-registration.ts';

/**
 * A test vector: one message, what the verifier is told to expect, and what it must answer: `accept` or the code of the
 * ProtocolError. Vectors are JSON, so that an implementation in another language can run them; here they run in Node, in
 * Chromium and in Firefox.
 */
export interface Vector {
  name: string;
  message: keyof typeof VERIFIERS;
  /** The compact JWS; a list of them for a key set; what WebAuthn gave for an assertion and a registration; the body's `verification`; a text; the QR's text. */
  input: unknown;
  expected: Record<string, unknown>;
  result: string;
}

// The expectations come from our own JSON files, written by generate.ts with the types of the very same functions.
type Expected<Verifier extends (input: never, expected: never) => unknown> = Parameters<Verifier>[1];

const VERIFIERS = {
  challenge: (input: unknown, expected: unknown) =>
    verifyChallenge(input, expected as Expected<typeof verifyChallenge>),
  decision: (input: unknown, expected: unknown) => verifyDecision(input, expected as Expected<typeof verifyDecision>),
  receipt: (input: unknown, expected: unknown) => verifyReceipt(input, expected as ExpectedReceipt),
  'receipt-offline': async (input: unknown, expected: unknown) =>
    verifyReceiptOffline(input, expected as Expected<typeof verifyReceiptOffline>),
  binding: (input: unknown, expected: unknown) => verifyBinding(input, expected as Expected<typeof verifyBinding>),
  notice: (input: unknown, expected: unknown) => verifyNotice(input, expected as Expected<typeof verifyNotice>),
  'key-set': (input: unknown, expected: unknown) =>
    verifyKeySets(input as string[], expected as Expected<typeof verifyKeySets>),
  assertion: async (input: unknown, expected: unknown) => {
    const { verifier, approval } = expected as { verifier: Verifier; approval: Approval };
    return verifyAssertion(input as Assertion, { verifier, challenge: await approvalChallenge(approval) });
  },
  confirmation: (input: unknown, expected: unknown) => {
    const { usedNonces = [], ...rest } = expected as { usedNonces?: string[] };
    const about = rest as Omit<Expected<typeof verifyConfirmation>, 'useOnce'>;
    return verifyConfirmation(input, { ...about, useOnce: async (nonce) => !usedNonces.includes(nonce) });
  },
  registration: (input: unknown, expected: unknown) =>
    verifyRegistration(input as Registration, expected as Expected<typeof verifyRegistration>),
  'offline-code': async (input: unknown, expected: unknown) => {
    const { privateJwk, thumbprint, ...same } = expected as { privateJwk: JsonWebKey; thumbprint: string };
    const { challenge, ephemeralKey } = decodeOfflineQr(input as string);
    const curve = { name: 'ECDH', namedCurve: 'P-256' };
    const privateKey = await crypto.subtle.importKey('jwk', privateJwk, curve, false, ['deriveBits']);
    const digits = await offlineDigits({ privateKey, publicKey: ephemeralKey, challenge, thumbprint });
    if (JSON.stringify({ challenge, digits }) !== JSON.stringify(same)) throw new Error('other digits');
  },
  text: async (input: unknown) => {
    const problem = textProblem(input as string);
    if (problem !== undefined) throw new ProtocolError('invalid_claims', problem);
  },
  proof: (input: unknown, expected: unknown) => {
    const { usedJtis = [], ...rest } = expected as { usedJtis?: string[] };
    const request = rest as Omit<Expected<typeof verifyProof>, 'useOnce'>;
    return verifyProof(input, { ...request, useOnce: async (jti) => !usedJtis.includes(jti) });
  },
} as const;

/** Runs one vector. @returns `accept` or the error's code; anything but a ProtocolError is thrown on. */
export async function runVector(vector: Vector): Promise<string> {
  try {
    await VERIFIERS[vector.message](vector.input, vector.expected);
    return 'accept';
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
}
