import { randomBytes } from 'node:crypto';
import { Mailbox } from '../push/mailbox.ts';
import type { Subscription } from '../push/push-service.ts';
import type { Addressee } from './mcs-messages.ts';
import { fixed64Field, ProtobufMessage, varintField } from './protobuf.ts';

/** An uncompressed P-256 point. */
const PUBLIC_KEY_BYTES = 65;

/** One browser profile, known since its check-in. */
export interface GcmBrowser {
  readonly androidId: string;
  readonly securityToken: string;
  readonly mailbox: Mailbox;
}

/** One subscription of such a browser. */
export interface GcmRegistration extends Subscription, Addressee {
  readonly androidId: string;
}

/**
 * Google's device registry as Chromium's push client uses it: a check-in makes a browser known, a register3 call turns
 * an application server key into a token (google_apis/gcm/engine/{checkin_request,registration_request}.cc).
 */
export class GcmRegistry {
  /** By token. */
  readonly registrations: Map<string, GcmRegistration>;
  readonly #browsers = new Map<string, GcmBrowser>();
  readonly #now: () => number;

  /** @param registrations which browsers add and remove; shared with the push endpoint */
  constructor(registrations: Map<string, GcmRegistration>, now: () => number) {
    this.registrations = registrations;
    this.#now = now;
  }

  findBrowser(androidId: string, securityToken: string): GcmBrowser | undefined {
    const browser = this.#browsers.get(androidId);
    return browser?.securityToken === securityToken ? browser : undefined;
  }

  /** AndroidCheckinRequest → AndroidCheckinResponse: a known profile keeps its identity. */
  checkIn(request: Buffer): Buffer {
    const message = ProtobufMessage.decode(request);
    const known = this.findBrowser(String(message.integer(2) ?? 0n), String(message.integer(13) ?? 0n));
    const { androidId, securityToken } = known ?? this.#addBrowser();
    return Buffer.concat([
      varintField(1, 1),
      varintField(3, this.#now()),
      fixed64Field(7, BigInt(androidId)),
      fixed64Field(8, BigInt(securityToken)),
      varintField(9, 0),
    ]);
  }

  /**
   * register3, both to register and to unregister.
   * @param authorization `AidLogin <android id>:<security token>`
   * @returns the answer's text: `token=…` or `Error=…`
   */
  register(authorization: string | undefined, form: URLSearchParams): string {
    const [, androidId = '', securityToken = ''] = /^AidLogin (\d+):(\d+)$/.exec(authorization ?? '') ?? [];
    const browser = this.findBrowser(androidId, securityToken);
    if (!browser) return 'Error=PHONE_REGISTRATION_ERROR';
    const addressee = {
      app: form.get('app') ?? '',
      subtype: form.get('X-subtype') ?? '',
      sender: form.get('sender') ?? '',
    };
    if (form.get('delete') === 'true') {
      this.#unregister(androidId, addressee);
      return `token=${addressee.subtype || addressee.app}`;
    }
    const token = `${randomBytes(8).toString('base64url')}:APA91b${randomBytes(96).toString('base64url')}`;
    // A subscription's sender is its application server key. The browser's own services register too, with numbers.
    if (isPublicKey(addressee.sender)) {
      const applicationServerKey = addressee.sender;
      this.registrations.set(token, { ...addressee, token, androidId, applicationServerKey, mailbox: browser.mailbox });
    }
    return `token=${token}`;
  }

  #addBrowser(): GcmBrowser {
    const browser = { androidId: positiveInt64(), securityToken: positiveInt64(), mailbox: new Mailbox(this.#now) };
    this.#browsers.set(browser.androidId, browser);
    return browser;
  }

  #unregister(androidId: string, { subtype, sender }: Addressee): void {
    for (const [token, registration] of this.registrations) {
      const isSender = sender === '*' || registration.sender === sender;
      if (registration.androidId === androidId && registration.subtype === subtype && isSender)
        this.registrations.delete(token);
    }
  }
}

function isPublicKey(sender: string): boolean {
  return Buffer.from(sender, 'base64url').length === PUBLIC_KEY_BYTES;
}

/** Random, decimal, never zero: zero means "not checked in yet". */
function positiveInt64(): string {
  return String((randomBytes(8).readBigUInt64LE() >> 1n) | 1n);
}
