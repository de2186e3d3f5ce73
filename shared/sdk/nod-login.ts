import { bestLanguage, type Language, traitsOf } from '../languages/languages.ts';
import { FallbackMenu } from './fallback-menu.ts';
import { fallbackStyle } from './fallback-style.ts';
import { copyButton, endedCard, type Ring, ring, waitingCard } from './login-card.ts';
import { challengeInHead, setMark } from './login-mark.ts';
import { recognizePhone } from './login-phone.ts';
import { loginStyle } from './login-style.ts';
import { type LoginUpdate, parseLoginUpdate } from './login-update.ts';
import { endingOf, loginView } from './login-view.ts';
import { type Ending, englishWords, type LoginWords } from './login-words.ts';
import { LOGIN_WORDS } from './words/all.ts';

/** The time for which a broken stream isn't mentioned: most heal by themselves. */
const MENTION_AFTER_MS = 3_000;
/** The server ends a request itself. A page that heard nothing of it this long after the end says so on its own. */
const EXPIRY_GRACE_MS = 3_000;

/** The detail of `nod-approved`, `nod-denied` … An event is a hint to look at the server's answer, never a proof. */
export interface LoginEventDetail {
  state: 'pending' | Ending;
  decidedBy: string | undefined;
}

/**
 * <nod-login>: the page that waits for an answer.
 *
 * Attributes: `src` the application's own event stream (login-events.ts) · `code` the matching code · `qr` the content
 * of its QR · `update` the first LoginUpdate as JSON, so that the card is complete before the stream is. `data-ending`
 * tells how it ended, for the page's style. Slots: the default one is shown while waiting ("cancel"), `after` after an end
 * without a yes; a `<form slot="fallback" action="…">` of hidden fields isn't shown, but gives the page "Phone not at hand?",
 * with what the updates list in `fallbacks`, and is posted to your server (login-fallback.ts). Events: `nod-update` at each change; then once `nod-approved`,
 * `nod-denied`, `nod-reported`, `nod-expired`, `nod-canceled`, `nod-failed` or `nod-lost`. On `nod-approved`, ask your
 * server to finish: it verifies the receipt.
 *
 * Nod's browser extension finds the login by the challenge's id, which the page names in its head:
 * `<meta name="nod-challenge" content="chl_…">`; a script may call `mark(id)` in its place. No attribute holds it,
 * since HTML by strangers may have attributes. It must come from the login's own session, never from the page's address.
 */
export class NodLoginElement extends HTMLElement {
  #own: Partial<LoginWords> = {};
  #language: Language | undefined;
  #words: LoginWords = englishWords;
  #marked: string | undefined;
  #update: LoginUpdate | undefined;
  #ending: Ending | undefined;
  #deadlineMs: number | undefined;
  #source: EventSource | undefined;
  #ticking: ReturnType<typeof setInterval> | undefined;
  #troubleSinceMs: number | undefined;
  #ring: Ring | undefined;
  #copy: HTMLElement | undefined;
  #hurried = false;
  #drawn = '';
  #menu: FallbackMenu | undefined;
  readonly #card = document.createElement('section');
  readonly #content = document.createElement('div');
  readonly #spoken = document.createElement('div');

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    // A constructed sheet needs no style-src permission: the element works under a strict content security policy.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(loginStyle + fallbackStyle);
    root.adoptedStyleSheets = [sheet];
    this.#card.className = 'card';
    this.#card.setAttribute('part', 'card');
    this.#spoken.className = 'spoken';
    this.#spoken.setAttribute('role', 'status');
    this.#content.className = 'content';
    this.#card.append(this.#content);
    root.append(this.#card, this.#spoken);
  }

  /** Words of the application's own, all or some of them, in place of those of the language. */
  set words(words: Partial<LoginWords>) {
    this.#own = words;
    this.#language = undefined;
    this.#speak();
    if (this.isConnected) this.#draw();
  }

  /** By the nearest `lang` attribute, as any text of the page; where there is none, by the browser's languages. */
  #speak(): void {
    const named = this.closest('[lang]')?.getAttribute('lang');
    const language = bestLanguage(named ? [named] : navigator.languages);
    // The application's own words in a language that Nod doesn't speak: what they are, and their direction, the page says.
    const isOfPage = !!named && Object.keys(this.#own).length > 0 && language === 'en' && !/^en\b/i.test(named);
    for (const part of [this.#card, this.#spoken]) {
      Object.assign(part, isOfPage ? { lang: named, dir: '' } : { lang: language, dir: traitsOf(language).direction });
    }
    // A card that is put elsewhere on its page keeps what is open in it.
    if (language === this.#language) return;
    this.#language = language;
    this.#words = { ...LOGIN_WORDS[language], ...this.#own };
    this.#ring = undefined;
    this.#copy = undefined;
    this.#menu?.end();
    this.#menu?.node.remove();
    this.#menu = undefined;
    this.#drawn = '';
  }

  /** Names the login that this page shows, for pages that are made by a script; '' for none. */
  mark(challengeId: string): void {
    this.#marked = challengeId;
    if (!this.#ending) setMark(this.#card, challengeId);
  }

  connectedCallback(): void {
    this.#speak();
    const first = parseLoginUpdate(this.getAttribute('update') ?? '');
    if (first && !this.#update) this.#take(first);
    // The extension must not find a login that has ended.
    setMark(this.#card, this.#ending ? '' : (this.#marked ?? challengeInHead(this)));
    this.#draw();
    if (!this.#ending) this.#listen();
    // A page that was loaded after the answer fires the event too, once the page's own script has had its turn.
    else queueMicrotask(() => this.#tell(`nod-${this.#ending}`));
    window.addEventListener('pagehide', this.#sleep);
    window.addEventListener('pageshow', this.#wake);
    document.addEventListener('visibilitychange', this.#lookAgain);
  }

  disconnectedCallback(): void {
    this.#sleep();
    window.removeEventListener('pagehide', this.#sleep);
    window.removeEventListener('pageshow', this.#wake);
    document.removeEventListener('visibilitychange', this.#lookAgain);
  }

  /** A page that is kept for the back button holds no connection. When it is shown, it opens one again. */
  readonly #sleep = (): void => {
    this.#source?.close();
    this.#source = undefined;
    clearInterval(this.#ticking);
    this.#ticking = undefined;
  };

  readonly #wake = (): void => {
    if (!this.#ending && !this.#source) this.#listen();
  };

  /** A phone freezes a page while Nod is in front, and a frozen stream may never say that it broke. */
  readonly #lookAgain = (): void => {
    if (document.visibilityState !== 'visible' || this.#ending || !recognizePhone(navigator, '')) return;
    this.#sleep();
    this.#listen();
  };

  #listen(): void {
    const src = this.getAttribute('src');
    if (!src) return;
    const source = new EventSource(src);
    this.#source = source;
    source.addEventListener('update', (event) => {
      const update = parseLoginUpdate(String(event.data));
      if (!update) return;
      this.#troubleSinceMs = undefined;
      this.#take(update);
      this.#draw();
      if (this.#ending) this.#end(this.#ending);
      else this.#tell('nod-update');
    });
    source.addEventListener('gone', () => this.#end('lost'));
    source.addEventListener('error', () => {
      // The browser tries again by itself unless the refusal is final (not signed in any more, nothing to wait for).
      if (source.readyState === EventSource.CLOSED) this.#end('lost');
      else this.#troubleSinceMs ??= Date.now();
    });
    this.#ticking ??= setInterval(() => this.#tick(), 1000);
  }

  #take(update: LoginUpdate): void {
    this.#update = update;
    this.#deadlineMs = Date.now() + update.remainingMs;
    this.#ending = endingOf(update.state);
  }

  #tick(): void {
    if (this.#ending || this.#deadlineMs === undefined || !this.#update) return;
    const remainingMs = this.#deadlineMs - Date.now();
    this.#ring?.show(remainingMs, this.#update.lifetimeMs);
    this.#menu?.tick(remainingMs, this.#update.lifetimeMs);
    if (remainingMs < -EXPIRY_GRACE_MS) {
      this.#end('expired');
      return;
    }
    const hurried = remainingMs <= 15_000;
    if (hurried && !this.#hurried) this.#say(this.#words.secondsLeft(Math.max(0, Math.ceil(remainingMs / 1000))));
    this.#hurried = hurried;
    if (this.#troubleSinceMs !== undefined) this.#draw();
  }

  #end(ending: Ending): void {
    if (!this.#source) return;
    this.#sleep();
    this.#ending = ending;
    setMark(this.#card, '');
    this.#draw();
    this.#tell(`nod-${ending}`);
  }

  #tell(type: string): void {
    const detail: LoginEventDetail = {
      state: this.#ending ?? 'pending',
      decidedBy: this.#update?.decidedBy,
    };
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }

  #draw(): void {
    const code = this.getAttribute('code') ?? '';
    const qr = this.getAttribute('qr') ?? '';
    const phone = recognizePhone(navigator, qr);
    const view = loginView({ code, update: this.#update, ending: this.#ending, phone }, this.#words);
    const reconnecting = this.#troubleSinceMs !== undefined && Date.now() - this.#troubleSinceMs >= MENTION_AFTER_MS;
    // Drawing the same card again would take away a selection and wake screen readers.
    const fallbacks = this.#ending ? [] : (this.#update?.fallbacks ?? []);
    const drawing = JSON.stringify([view, reconnecting, fallbacks]);
    if (drawing === this.#drawn) return;
    this.#drawn = drawing;
    if (view.phase === 'ended') {
      // For the page's own style: what is worth offering depends on how it ended.
      this.setAttribute('data-ending', view.ending);
      // Otherwise a keyboard user on "Cancel" would lose their place when it goes away.
      const focusInside = this.contains(document.activeElement);
      this.#menu?.end();
      this.#content.replaceChildren(...endedCard(view));
      if (focusInside) this.#content.querySelector('h2')?.focus();
    } else {
      this.#ring ??= ring(this.#words);
      if (this.#update && this.#deadlineMs !== undefined) {
        this.#ring.show(this.#deadlineMs - Date.now(), this.#update.lifetimeMs);
        this.#menu?.tick(this.#deadlineMs - Date.now(), this.#update.lifetimeMs);
      }
      this.#copy ??= copyButton(
        this.#words,
        async () => navigator.clipboard.writeText(this.getAttribute('code') ?? ''),
        (text) => this.#say(text),
      );
      const menu = this.#fallbackMenu();
      menu.offer(fallbacks);
      const focused = this.shadowRoot?.activeElement === this.#copy;
      const options = { qr, ring: this.#ring.node, copy: this.#copy, words: this.#words, reconnecting };
      this.#content.replaceChildren(...waitingCard(view, options));
      if (focused) this.#copy.focus();
    }
    // A page that puts nothing into the slot gets no empty room for it.
    const slot = this.#content.querySelector('slot');
    if (slot?.assignedElements().length === 0) slot.parentElement?.setAttribute('hidden', '');
    this.#say(view.announcement);
  }

  #fallbackMenu(): FallbackMenu {
    if (this.#menu) return this.#menu;
    const menu = new FallbackMenu({
      words: this.#words,
      form: () => this.#fallbackForm(),
      qr: () => this.getAttribute('qr') ?? '',
      say: (text) => this.#say(text),
      onShown: (isShown) => {
        this.#content.hidden = isShown;
      },
      onUpdate: (update) => {
        this.#take(update);
        if (this.#ending) this.#end(this.#ending);
      },
    });
    this.#card.append(menu.node);
    this.#menu = menu;
    return menu;
  }

  /** Markup by strangers may hold a form of its own; nothing that is typed here goes to another origin. */
  #fallbackForm(): HTMLFormElement | null {
    const form = this.querySelector<HTMLFormElement>(':scope > form[slot="fallback"]');
    const action = form?.getAttribute('action');
    if (!form || !action || !URL.canParse(action, document.baseURI)) return null;
    return new URL(action, document.baseURI).origin === location.origin ? form : null;
  }

  #say(text: string): void {
    if (text && this.#spoken.textContent !== text) this.#spoken.textContent = text;
  }
}

/** Registers the element; a second call does nothing. */
export function defineNodLogin(): void {
  if (!customElements.get('nod-login')) customElements.define('nod-login', NodLoginElement);
}

declare global {
  interface HTMLElementTagNameMap {
    'nod-login': NodLoginElement;
  }
}
