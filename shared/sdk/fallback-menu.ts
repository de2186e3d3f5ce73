import * as v from 'valibot';
import { knownWays, lasts, menuLines, type Refusal, refusalIn, refusalText, typingMistake } from './fallback-view.ts';
import type { FallbackWords, Way } from './fallback-words.ts';
import { element, largeQr, type Ring, ring } from './login-card.ts';
import { type FallbackReply, fallbackReplySchema } from './login-fallback.ts';
import { lostPhoneAddress } from './login-phone.ts';
import type { LoginUpdate } from './login-update.ts';
import type { LoginWords } from './login-words.ts';

type Opened = NonNullable<FallbackReply['opened']>;

/** What the menu asks of the element that it stands in. */
export interface FallbackMenuPorts {
  words: LoginWords;
  /** The page's `<form slot="fallback">`; null where it has none: then there is no menu. */
  form(): HTMLFormElement | null;
  /** The content of the login's QR; '' for none. */
  qr(): string;
  say(text: string): void;
  /** A way takes the place of the card's content, or gives it back. */
  onShown(isShown: boolean): void;
  /** A code was right. */
  onUpdate(update: LoginUpdate): void;
}

/**
 * "Phone not at hand?": a menu of what can be typed on this page in place of a device's answer, and one way at a time. It is
 * drawn once per step, and lives through all updates of the card, so that nothing which somebody is typing goes away.
 */
export class FallbackMenu {
  readonly node = element('div', { class: 'fallback', hidden: '' });
  readonly #ports: FallbackMenuPorts;
  readonly #words: FallbackWords;
  readonly #toggle: HTMLButtonElement;
  readonly #list = element('ul', { class: 'ways', id: 'ways', hidden: '' });
  readonly #ring: Ring;
  readonly #refused = new Map<Way, Refusal>();
  /** The offline code is opened with the menu, since only then it is known whether this request fits into one. */
  #offline: Promise<Opened | Refusal> | undefined;
  #ways: Way[] = [];
  #shown: Way | undefined;

  constructor(ports: FallbackMenuPorts) {
    this.#ports = ports;
    this.#words = ports.words.fallback;
    this.#ring = ring(ports.words);
    this.#toggle = button('toggle', this.#words.menu, () => this.#expand(this.#list.hasAttribute('hidden')));
    this.#toggle.setAttribute('aria-expanded', 'false');
    this.#toggle.setAttribute('aria-controls', 'ways');
    this.node.append(this.#toggle, this.#list);
  }

  /** What the challenge's view lists. */
  offer(named: readonly string[]): void {
    const ways = this.#ports.form() ? knownWays(named) : [];
    if (ways.join() === this.#ways.join()) return;
    this.#ways = ways;
    this.node.hidden = ways.length === 0;
    if (this.#shown && !ways.includes(this.#shown)) this.#back();
    this.#drawList();
  }

  tick(remainingMs: number, lifetimeMs: number): void {
    this.#ring.show(remainingMs, lifetimeMs);
  }

  /** The login has ended. */
  end(): void {
    this.#shown = undefined;
    this.node.hidden = true;
    this.node.replaceChildren();
    this.#ports.onShown(false);
  }

  #expand(open: boolean): void {
    this.#list.hidden = !open;
    this.#toggle.setAttribute('aria-expanded', `${open}`);
    if (!open || !this.#ways.includes('offline') || this.#offline) return;
    this.#drawList(true);
    void this.#openOffline().then(() => this.#drawList());
  }

  #openOffline(): Promise<Opened | Refusal> {
    this.#offline ??= this.#open('offline').then((opened) => {
      // Otherwise it may be there the next time.
      if ('code' in opened && !lasts(opened)) this.#offline = undefined;
      return opened;
    });
    return this.#offline;
  }

  /** @param waits whether the offline code is just being asked for */
  #drawList(waits = false): void {
    const had = this.#list.contains(rootOf(this.#list)?.activeElement ?? null);
    const lines = menuLines(this.#ways, this.#refused, this.#words).map(({ way, title, hint, refused }) => {
      const pending = waits && way === 'offline';
      const text = [
        element('span', { class: 'title' }, title),
        element('span', { class: 'hint' }, pending ? this.#words.busy : hint),
      ];
      if (refused || pending) return element('li', { class: 'not-offered', 'data-way': way }, ...text);
      const choose = button('way', '', () => void this.#choose(way));
      choose.replaceChildren(...text);
      return element('li', { 'data-way': way }, choose);
    });
    const lost = element('li', { class: 'hint' }, this.#words.lost(lostPhoneAddress(this.#ports.qr())));
    this.#list.replaceChildren(...lines, lost);
    if (had) this.#list.querySelector('button')?.focus();
  }

  async #choose(way: Way): Promise<void> {
    this.#shown = way;
    const panel = element('div', { class: 'panel', 'data-way': way });
    const heading = element('h2', { tabindex: '-1', part: 'heading' }, this.#words.ways[way].title);
    const body = element('div', { class: 'panel-body' });
    const back = button('back', this.#words.back, () => this.#back());
    panel.append(element('header', {}, heading, this.#ring.node), body, back);
    this.node.replaceChildren(panel);
    this.#ports.onShown(true);
    heading.focus();
    if (way === 'email') {
      const problem = alertLine();
      const send = button('primary', this.#words.send, () => void this.#opens(way, body, send, problem));
      body.append(element('p', {}, this.#words.ways.email.sentence), send, problem);
      return;
    }
    body.append(element('p', { class: 'hint' }, this.#words.busy));
    await this.#opens(way, body);
  }

  /** Opens the way and draws what it takes; or says why it can't be. */
  async #opens(way: Way, body: HTMLElement, send?: HTMLButtonElement, problem = alertLine()): Promise<void> {
    const free = send && occupy(send, this.#words.busy);
    const opened = await (way === 'offline' ? this.#openOffline() : this.#open(way));
    free?.();
    if (this.#shown !== way || !body.isConnected) return;
    if ('code' in opened) {
      problem.textContent = refusalText(opened, this.#words);
      if (!send || lasts(opened)) body.replaceChildren(problem);
      return;
    }
    const field = this.#drawForm(way, opened, body);
    // With a QR to scan first, or where something was said, a reader begins at the top.
    if (way !== 'offline') field.focus({ preventScroll: way === 'email' });
    if (way === 'email') this.#ports.say(this.#words.sent);
  }

  #drawForm(way: Way, { qr, digits }: Opened, body: HTMLElement): HTMLInputElement {
    const words = this.#words;
    const problem = alertLine();
    problem.id = 'problem';
    const numeric = way !== 'bypass';
    const field = element('input', {
      id: 'typed',
      name: 'code',
      dir: 'ltr',
      class: numeric ? 'digits' : 'letters',
      inputmode: numeric ? 'numeric' : 'text',
      autocomplete: way === 'totp' || way === 'email' ? 'one-time-code' : 'off',
      autocapitalize: numeric ? 'none' : 'characters',
      spellcheck: 'false',
      maxlength: '64',
      'aria-describedby': 'honest problem',
    }) as HTMLInputElement;
    const submit = button('primary', words.answer);
    submit.type = 'submit';
    const form = element(
      'form',
      { novalidate: '' },
      element('p', { class: 'honest', id: 'honest' }, words.honest),
      ...(way === 'bypass' ? [element('p', { class: 'honest' }, words.neverRecovery)] : []),
      element('label', { for: 'typed' }, words.ways[way].label),
      field,
      problem,
      submit,
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#answer(way, { field, problem, submit, digits, body });
    });
    const sentence = way === 'email' ? words.sent : words.ways[way].sentence;
    const scan = qr === undefined ? [] : [element('p', { class: 'scan' }, words.scan), ...largeQr(qr, words)];
    body.replaceChildren(...scan, element('p', {}, sentence), form);
    return field;
  }

  async #answer(
    way: Way,
    of: {
      field: HTMLInputElement;
      problem: HTMLElement;
      submit: HTMLButtonElement;
      digits: number | undefined;
      body: HTMLElement;
    },
  ): Promise<void> {
    const { field, problem, submit, digits, body } = of;
    if (submit.getAttribute('aria-disabled') === 'true') return;
    const complain = (text: string) => {
      problem.textContent = text;
      field.setAttribute('aria-invalid', 'true');
      field.focus();
      field.select();
    };
    problem.textContent = '';
    field.removeAttribute('aria-invalid');
    const mistake = typingMistake(field.value, digits, this.#words);
    if (mistake) return complain(mistake);
    const free = occupy(submit, this.#words.busy);
    const reply = await this.#post({ way, code: field.value.trim() });
    free();
    if (this.#shown !== way) return;
    const refusal = refusalIn(reply);
    if (refusal) {
      this.#remember(way, refusal);
      if (!lasts(refusal)) return complain(refusalText(refusal, this.#words));
      problem.textContent = refusalText(refusal, this.#words);
      body.replaceChildren(problem);
      rootOf(this.node)?.querySelector<HTMLElement>('.panel h2')?.focus();
    } else if (reply?.update) this.#ports.onUpdate(reply.update);
  }

  #back(): void {
    const from = this.#shown;
    this.#shown = undefined;
    this.node.replaceChildren(this.#toggle, this.#list);
    this.#ports.onShown(false);
    this.#drawList();
    const line = this.#list.querySelector<HTMLElement>(`[data-way="${from}"] button`);
    (line ?? this.#toggle).focus();
  }

  async #open(way: Way): Promise<Opened | Refusal> {
    const reply = await this.#post({ way });
    const refusal = refusalIn(reply);
    if (refusal) this.#remember(way, refusal);
    return refusal ?? reply?.opened ?? {};
  }

  #remember(way: Way, refusal: Refusal): void {
    if (lasts(refusal)) this.#refused.set(way, refusal);
  }

  /** @returns undefined where no answer came */
  async #post(fields: { way: Way; code?: string }): Promise<FallbackReply | undefined> {
    const form = this.#ports.form();
    if (!form) return undefined;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    try {
      const answer = await fetch(form.getAttribute('action') ?? '', { method: 'POST', body, redirect: 'error' });
      const parsed = v.safeParse(fallbackReplySchema, await answer.json());
      return parsed.success ? parsed.output : { refused: 'other' };
    } catch (error) {
      return error instanceof SyntaxError ? { refused: 'other' } : undefined;
    }
  }
}

function button(name: string, text: string, press?: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: name, part: name }, text) as HTMLButtonElement;
  if (press) made.addEventListener('click', press);
  return made;
}

/** A button that works keeps its place and the focus. @returns makes it free again */
function occupy(busy: HTMLButtonElement, text: string): () => void {
  const before = busy.textContent;
  busy.setAttribute('aria-disabled', 'true');
  busy.textContent = text;
  return () => {
    busy.removeAttribute('aria-disabled');
    busy.textContent = before;
  };
}

function alertLine(): HTMLElement {
  return element('p', { class: 'problem', role: 'alert' });
}

function rootOf(node: Node): ShadowRoot | undefined {
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? root : undefined;
}
