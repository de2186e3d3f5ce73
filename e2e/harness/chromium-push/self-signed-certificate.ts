import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const HOUR_MS = 60 * 60 * 1000;

/** DER tags (X.690) that a certificate needs. */
const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
};
const TAG_EXPLICIT_0 = 0xa0;
const TAG_EXPLICIT_3 = 0xa3;
/** GeneralName: [2] dNSName, [7] iPAddress (RFC 5280, section 4.2.1.6). */
const TAG_DNS_NAME = 0x82;
const TAG_IP_ADDRESS = 0x87;

const OID = {
  ecdsaWithSha256: Buffer.from('2a8648ce3d040302', 'hex'),
  commonName: Buffer.from('550403', 'hex'),
  subjectAltName: Buffer.from('551d11', 'hex'),
};

export interface SelfSignedCertificate {
  /** PEM, for `tls.createServer`. */
  readonly key: string;
  readonly cert: string;
  /** SubjectPublicKeyInfo, DER: what clients pin. */
  readonly publicKeyInfo: Buffer;
}

/**
 * Makes a P-256 certificate for `localhost` and `127.0.0.1` (RFC 5280), valid for a day that began an hour ago. Written
 * out here because Node makes no certificates and not every machine has an openssl program.
 *
 * @param nowMs the time in milliseconds
 */
export function createSelfSignedCertificate(nowMs: number): SelfSignedCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKeyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const algorithm = der(TAG.sequence, der(TAG.oid, OID.ecdsaWithSha256));
  const body = certificateBody(publicKeyInfo, algorithm, nowMs);
  const certificate = der(TAG.sequence, body, algorithm, bitString(sign('sha256', body, privateKey)));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem('CERTIFICATE', certificate),
    publicKeyInfo,
  };
}

/** TBSCertificate, RFC 5280, section 4.1. */
function certificateBody(publicKeyInfo: Buffer, algorithm: Buffer, nowMs: number): Buffer {
  const version3 = der(TAG_EXPLICIT_0, der(TAG.integer, Buffer.from([2])));
  // A leading 0x01 keeps the serial number positive.
  const serial = der(TAG.integer, Buffer.from([1]), randomBytes(15));
  const name = der(
    TAG.sequence,
    der(TAG.set, der(TAG.sequence, der(TAG.oid, OID.commonName), der(TAG.utf8, Buffer.from('localhost')))),
  );
  const validity = der(TAG.sequence, utcTime(nowMs - HOUR_MS), utcTime(nowMs + 24 * HOUR_MS));
  const names = der(
    TAG.sequence,
    der(TAG_DNS_NAME, Buffer.from('localhost')),
    der(TAG_IP_ADDRESS, Buffer.from([127, 0, 0, 1])),
  );
  const extension = der(TAG.sequence, der(TAG.oid, OID.subjectAltName), der(TAG.octetString, names));
  const extensions = der(TAG_EXPLICIT_3, der(TAG.sequence, extension));
  return der(TAG.sequence, version3, serial, algorithm, name, validity, name, publicKeyInfo, extensions);
}

/** YYMMDDHHMMSSZ, which RFC 5280, section 4.1.2.5, demands until 2049. */
function utcTime(timeMs: number): Buffer {
  const text = `${new Date(timeMs).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`;
  return der(TAG.utcTime, Buffer.from(text));
}

function bitString(bytes: Buffer): Buffer {
  return der(TAG.bitString, Buffer.from([0]), bytes);
}

/** Tag, length in its shortest form, content. */
function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), derLength(body.length), body]);
}

function derLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  return length < 0x100 ? Buffer.from([0x81, length]) : Buffer.from([0x82, length >> 8, length & 0xff]);
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
