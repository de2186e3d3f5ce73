/** A cookie of the target, in the shape in which Playwright's `addCookies` takes it. */
export interface StolenCookie {
  readonly name: string;
  readonly value: string;
  /** The target, where it is worth something. */
  readonly url: string;
}

/** A form that the victim filled in. */
export interface StolenForm {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What a phishing kit keeps of what passes through it. It tells no victims apart: one test, one victim. */
export class PhishingLoot {
  readonly forms: StolenForm[] = [];
  readonly #cookies = new Map<string, string>();
  readonly #target: string;

  constructor(target: string) {
    this.#target = target;
  }

  /** The cookies that hold now: what the target has replaced or taken back is not among them. */
  get cookies(): StolenCookie[] {
    return [...this.#cookies].map(([name, value]) => ({ name, value, url: this.#target }));
  }

  /** @param setCookie a Set-Cookie header of the target's, before it is disguised */
  keepCookie(setCookie: string): void {
    const [pair = '', ...attributes] = setCookie.split(';').map((part) => part.trim());
    const [name = '', ...value] = pair.split('=');
    if (attributes.some(takesBack)) this.#cookies.delete(name);
    else this.#cookies.set(name, value.join('='));
  }

  /** Forms only, as browsers send them; whatever else is posted goes by. */
  keepForm(path: string, contentType: string | undefined, body: string): void {
    if (!contentType?.startsWith('application/x-www-form-urlencoded')) return;
    this.forms.push({ path, fields: Object.fromEntries(new URLSearchParams(body)) });
  }
}

function takesBack(attribute: string): boolean {
  const [name = '', value = ''] = attribute.split('=');
  if (name.toLowerCase() === 'max-age') return Number(value) <= 0;
  return name.toLowerCase() === 'expires' && Date.parse(value) <= Date.now();
}
