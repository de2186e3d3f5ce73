import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type Action, readChallenge } from '../../shared/protocol/challenge.ts';
import { ProtocolError } from '../../shared/protocol/errors.ts';
import type { PublicJwk } from '../../shared/protocol/keys.ts';
import { verifyReceiptOffline } from '../../shared/protocol/offline-receipt.ts';
import type { ActionDetail } from '../../shared/sdk/rest-api.ts';

/**
 * Several people's yes to one question. The server knows nothing of it: each of them answers a request of their own, whose
 * action names the group, so the device signs it. The proof is the file of the receipts, and of what the action only hashes.
 */

/** At most so many are asked at once. */
export const GROUP_MAX = 20;

const id = v.pipe(v.string(), v.regex(/^usr_[A-Za-z0-9_-]{22}$/));
const personSchema = v.strictObject({ userId: id, username: v.pipe(v.string(), v.minLength(1), v.maxLength(400)) });
const groupSchema = v.strictObject({
  need: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(GROUP_MAX)),
  /** Who asks, and is none of the members. */
  askedBy: personSchema,
  members: v.pipe(v.array(personSchema), v.minLength(1), v.maxLength(GROUP_MAX)),
  /** 128 random bits, base64url: answers to two questions that read the same don't add up. */
  nonce: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)),
});
export type Person = v.InferOutput<typeof personSchema>;
export type Group = v.InferOutput<typeof groupSchema>;

const proofSchema = v.strictObject({
  type: v.literal('nod-quorum'),
  version: v.literal(1),
  group: groupSchema,
  receipts: v.pipe(v.array(v.pipe(v.string(), v.maxLength(16_384))), v.minLength(1), v.maxLength(GROUP_MAX)),
});
export type QuorumProof = v.InferOutput<typeof proofSchema>;

/** Labels of the lines that name the group; a script can't give lines of its own by these names. */
const LABELS = { askedBy: 'Asked by', need: 'Needed', group: 'Group' } as const;

/** Whether a line of the action would pass for one of the group's. */
export function namesGroup(label: string): boolean {
  const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase();
  return Object.values(LABELS).some((taken) => plain(taken) === plain(label));
}

/** The line that says who asks, also where one person is asked. */
export function askedByLine(username: string): ActionDetail {
  return { label: LABELS.askedBy, value: username };
}

/** The last lines of the action: who asks, how many of whom are needed, and the hash that ties user ids to these names. */
export function groupLines(group: Group): ActionDetail[] {
  return [
    askedByLine(group.askedBy.username),
    { label: LABELS.need, value: `${group.need} of ${group.members.map(({ username }) => username).join(', ')}` },
    { label: LABELS.group, value: fingerprint(group) },
  ];
}

/** Whether this was asked of a group. */
export function isOfGroup({ details }: Action): boolean {
  const labels = details.slice(-3).map(({ label }) => label);
  return labels.join() === [LABELS.askedBy, LABELS.need, LABELS.group].join();
}

/** 192 bits of SHA-256, base64url. */
function fingerprint({ need, askedBy, members, nonce }: Group): string {
  const person = ({ userId, username }: Person) => [userId, username];
  const text = JSON.stringify(['nod-quorum', 1, need, person(askedBy), members.map(person), nonce]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 32);
}

/** @returns undefined where the text is no proof of this kind, well formed or not */
export function readProof(text: string): QuorumProof | 'malformed' | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const parsed = v.safeParse(proofSchema, JSON.parse(text));
    return parsed.success ? parsed.output : 'malformed';
  } catch {
    return 'malformed';
  }
}

/**
 * Checks that enough different people, with different keys, have said yes to one and the same question to their group.
 * @param expected `audience` is the application's id, `issuer` the server's origin, `keys` its keys
 * @returns the action without the group's lines, and who said yes. @throws ProtocolError
 */
export function verifyProof(
  { group, receipts }: QuorumProof,
  expected: { keys: readonly PublicJwk[]; issuer: string; audience: string },
) {
  const ids = group.members.map(({ userId }) => userId);
  if (new Set(ids).size !== ids.length) throw wrong('somebody is in the group twice');
  if (ids.includes(group.askedBy.userId)) throw wrong('who asks is in the group');
  if (group.need > ids.length) throw wrong('the group is smaller than what it needs');
  const lines = JSON.stringify(groupLines(group));
  const keys: string[] = [];
  const approvals = receipts.map((receipt) => {
    // It is called with the key that has answered, once the decision was verified with it.
    const deviceKeys = (thumbprint: string) => keys.push(thumbprint) > 0;
    const claims = verifyReceiptOffline(receipt, { ...expected, deviceKeys });
    if (claims.outcome !== 'approved' || claims.decision === undefined) throw wrong('a receipt in it is of no yes');
    const member = group.members.find(({ userId }) => userId === claims.sub);
    if (member === undefined) throw wrong('somebody has answered who is not in the group');
    const { action, app } = readChallenge(claims.challenge);
    if (JSON.stringify(action.details.slice(-3)) !== lines) throw wrong('a receipt in it is of another group');
    return { member, action, app, atMs: claims.iat * 1000, challengeId: claims.jti };
  });
  const [first] = approvals;
  if (first === undefined) throw wrong('nobody has answered');
  if (new Set(approvals.map(({ member }) => member.userId)).size !== approvals.length) {
    throw wrong('one person has answered twice');
  }
  if (new Set(keys).size !== approvals.length) throw wrong('one key has answered for several people');
  if (new Set(approvals.map(({ action }) => JSON.stringify(action))).size !== 1)
    throw wrong('they are of several questions');
  if (approvals.length < group.need) throw wrong(`${group.need} are needed, and ${approvals.length} said yes`);
  return { app: first.app, action: { ...first.action, details: first.action.details.slice(0, -3) }, approvals };
}

function wrong(why: string): ProtocolError {
  return new ProtocolError('wrong_state', why);
}
