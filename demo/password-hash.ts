import { hash, verify } from '@node-rs/argon2';

/**
 * NIST SP 800-63B-4 section 3.1.1.2: at least 8 characters where there is another factor, long passwords allowed, no
 * rules about kinds of characters.
 */
export const PASSWORD_MIN_CHARACTERS = 8;
export const PASSWORD_MAX_CHARACTERS = 200;

/** OWASP's first choice for argon2id: 19 MiB, 2 passes, 1 lane. The library's default algorithm is argon2id. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export interface Passwords {
  hash(password: string): Promise<string>;
  /** @param hashed the stored hash; undefined for an account that doesn't exist, which takes as long and gives false */
  matches(password: string, hashed: string | undefined): Promise<boolean>;
}

/**
 * Password hashing. An unknown name costs a full verification too, against a stand-in hash that no password fits:
 * otherwise the time of an answer would tell which names exist (ASVS 6.3.8).
 *
 * @param randomBytes for the password behind the stand-in hash, which is kept nowhere
 */
export async function createPasswords(randomBytes: (size: number) => Uint8Array): Promise<Passwords> {
  const nobodys = await hash(Buffer.from(randomBytes(32)).toString('base64url'), COST);
  return {
    hash: (password) => hash(prepared(password), COST),
    async matches(password, hashed) {
      const fits = await verify(hashed ?? nobodys, prepared(password));
      return fits && hashed !== undefined;
    },
  };
}

/** The same password, typed on another keyboard, may arrive as other code points. */
function prepared(password: string): string {
  return password.normalize('NFC');
}
