import { writeFileSync } from 'node:fs';
import { makeTestKey } from '../forge.ts';
import type { Vector } from '../vector.ts';

/** The keys and names that all vectors share. Made anew at each run; the private keys are thrown away. */
export const server = await makeTestKey();
export const nextServer = await makeTestKey();
export const device = await makeTestKey();
export const otherDevice = await makeTestKey();
export const attacker = await makeTestKey();

export const issuer = 'https://nod.example';
export const nowSeconds = 1_790_000_000;
export const now = nowSeconds * 1000;
export const challengeId = 'chl_AAAAAAAAAAAAAAAAAAAAAA';
export const subject = 'usr_AAAAAAAAAAAAAAAAAAAAAA';
export const deviceId = 'dev_AAAAAAAAAAAAAAAAAAAAAA';
export const applicationId = 'app_AAAAAAAAAAAAAAAAAAAAAA';
export const enrollmentId = 'enr_AAAAAAAAAAAAAAAAAAAAAA';
export const keys = [server.publicJwk];

/** Writes the vectors of one kind of message. */
export function writeVectors(name: string, vectors: Omit<Vector, 'message'>[], message: Vector['message']): void {
  const rows: Vector[] = vectors.map(({ name, input, expected, result }) => ({
    name,
    message,
    input,
    expected,
    result,
  }));
  writeFileSync(new URL(`../${name}.json`, import.meta.url), `${JSON.stringify(rows, null, 2)}\n`);
}
export const nonce = 'bm9uY2Vub25jZW5vbmNlMg';
