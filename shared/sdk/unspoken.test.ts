import { expect, it, vi } from 'vitest';
import { pseudo, unspokenIn } from '../ui/gallery/pseudo.ts';
import { copyButton, endedCard, ring, waitingCard } from './login-card.ts';
import { loginView } from './login-view.ts';
import { type Ending, englishWords } from './login-words.ts';

/** As much of an element as the card makes use of. */
class Drawn {
  readonly #tag: string;
  readonly #parts: string[] = [];
  #attributes = '';
  textContent: string | undefined;
  constructor(tag: string) {
    this.#tag = tag;
  }
  setAttribute(name: string, value: string) {
    this.#attributes += ` ${name}="${value}"`;
  }
  toggleAttribute() {}
  addEventListener() {}
  append(...children: unknown[]) {
    this.#parts.push(...children.map(String));
  }
  toString() {
    return `<${this.#tag}${this.#attributes}>${this.textContent ?? this.#parts.join('')}</${this.#tag}>`;
  }
}

const words = pseudo(englishWords);
const devices = Object.keys(englishWords.delivery).map((delivery) => ({
  name: 'Pixel',
  kind: 'pwa' as const,
  delivery: delivery as 'sent',
}));
const update = { state: 'pending', remainingMs: 1, lifetimeMs: 1, decidedBy: undefined, match: 'code', devices };

it('the card of <nod-login> says nothing past the catalogue', () => {
  const create = (tag: string) => new Drawn(tag);
  vi.stubGlobal('document', { createElement: create, createElementNS: (_: string, tag: string) => create(tag) });
  const cards: unknown[] = [];
  const seconds = ring(words);
  seconds.show(5_000, 60_000);
  const copy = copyButton(
    words,
    async () => {},
    () => {},
  ) as never;
  for (const phone of [undefined, { link: null }, { link: 'https://nod.example' }]) {
    for (const about of [{}, { devices: [] }, { quiet: true }, { match: 'confirm' }]) {
      for (const code of ['482913', '482', '']) {
        const view = loginView(
          { code, update: { ...update, ...about } as never, ending: undefined, phone: phone as never },
          words,
        );
        if (view.phase !== 'waiting') throw new Error('It waits');
        cards.push(view.announcement);
        cards.push(...waitingCard(view, { qr: 'qr', ring: seconds.node, copy, words, reconnecting: true }));
      }
    }
  }
  for (const ending of Object.keys(englishWords.outcome) as Ending[]) {
    const view = loginView({ code: '', update: { ...update, decidedBy: 'Pixel' } as never, ending }, words);
    if (view.phase !== 'ended') throw new Error('It has ended');
    cards.push(view.announcement, ...endedCard(view));
  }
  expect(cards.flatMap((card) => unspokenIn(String(card), ['Pixel']))).toEqual([]);
  vi.unstubAllGlobals();
});
