import { createECDH, createHash, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';

/**
 * The bare native cryptography that one login contains, with nothing around it: two ES256 signatures (challenge and
 * receipt), one P-256 key generation and derivation (RFC 8291, one push), one ES256 verification (the decision). Keys are
 * KeyObjects made beforehand, the fastest form that Node has.
 *
 * @returns CPU time (user and system) per login, in µs
 */
export function measureFloor(logins: number): number {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const challenge = randomBytes(900);
  const receipt = randomBytes(2200);
  const decision = randomBytes(420);
  const asJws = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  const signature = sign('sha256', decision, asJws);
  const receiver = createECDH('prime256v1').generateKeys();
  createHash('sha256').update(challenge).digest();

  const before = process.cpuUsage();
  for (let login = 0; login < logins; login++) {
    sign('sha256', challenge, asJws);
    sign('sha256', receipt, asJws);
    const ephemeral = createECDH('prime256v1');
    ephemeral.generateKeys();
    ephemeral.computeSecret(receiver);
    if (!verify('sha256', decision, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)) {
      throw new Error('the floor does not verify its own signature');
    }
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / logins;
}
