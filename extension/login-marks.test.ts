import { afterEach, expect, test, vi } from 'vitest';
import { readMarks } from './login-marks.ts';

// What markup can do in real browsers is in e2e/extension-markup.spec.ts; here, what is made of what a page holds.

const ID = `chl_${'a'.repeat(22)}`;

interface Login {
  readonly defined: boolean;
  readonly inShadow?: readonly string[];
  readonly challenge?: string;
}

/** A page with these `<nod-login>` elements, and these ids elsewhere. */
function pageWith(
  logins: readonly Login[],
  elsewhere: { attributes?: string[]; metas?: string[]; sandboxed?: boolean } = {},
) {
  const holding = (id: string | null) => ({ getAttribute: () => id });
  const elements = logins.map(({ defined, inShadow, challenge = null }) => ({
    ...holding(challenge),
    matches: (selector: string) => selector === ':defined' && defined,
    shadowRoot: inShadow ? { querySelectorAll: () => inShadow.map(holding) } : null,
  }));
  const { attributes = [], metas = [], sandboxed = false } = elsewhere;
  const found: Record<string, unknown[]> = {
    'nod-login': elements,
    '[data-nod-challenge]': attributes.map(holding),
    'meta[name="nod-challenge"]': metas.map(holding),
  };
  vi.stubGlobal('document', { querySelectorAll: (selector: string) => found[selector] ?? [] });
  vi.stubGlobal('location', { origin: 'https://bank.example', pathname: '/login' });
  vi.stubGlobal('self', { origin: sandboxed ? 'null' : 'https://bank.example' });
  return readMarks();
}

afterEach(() => vi.unstubAllGlobals());

test('N8: the mark stands in the shadow root of a defined element', () => {
  const page = { origin: 'https://bank.example', path: '/login' };
  expect(pageWith([{ defined: true, inShadow: [ID] }])).toMatchObject({ ...page, marks: [ID] });
});

test('N8: whatever markup can make is a mention and no mark', () => {
  expect(pageWith([{ defined: false, inShadow: [ID] }])).toMatchObject({ marks: [], mentions: [ID] });
  expect(pageWith([{ defined: true, challenge: ID }])).toMatchObject({ marks: [], mentions: [ID] });
  expect(pageWith([], { attributes: [ID] })).toMatchObject({ marks: [], mentions: [ID] });
  expect(pageWith([], { metas: [ID] })).toMatchObject({ marks: [], mentions: [ID] });
  // Nor what a script makes in a file that the site hands out without the site's powers.
  expect(pageWith([{ defined: true, inShadow: [ID] }], { sandboxed: true })).toMatchObject({
    marks: [],
    mentions: [ID],
  });
});

test('what a page says is cut to a few ids of their length', () => {
  const many = Array.from({ length: 50 }, (_none, index) => `${index}${'x'.repeat(200)}`);
  const { mentions } = pageWith([], { attributes: many });
  expect(mentions).toHaveLength(20);
  expect(mentions.every((id) => id.length === 64)).toBe(true);
  // Repeating one doesn't push the others out.
  expect(pageWith([], { attributes: [...many.slice(0, 5), ...Array(50).fill('same'), ID] }).mentions).toContain(ID);
});
