import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ANSWER_LOOKS } from './AnswerBar.tsx';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [lightCss = '', darkCss = ''] = css.split('@media (prefers-color-scheme: dark)');
const colours = (part: string) =>
  new Map([...part.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]));
const light = colours(lightCss);
const dark = new Map([...light, ...colours(darkCss)]);

/** [foreground, ground, least ratio]: 4.5 for text (WCAG 1.4.3), 3 for what marks a control's edge or state (1.4.11). */
const pairs: readonly [string, string, number][] = [
  ...['paper', 'card', 'sunken'].flatMap((ground): [string, string, number][] => [
    ['ink', ground, 4.5],
    ['muted', ground, 4.5],
    ['rust-ink', ground, 4.5],
    ['leaf-ink', ground, 4.5],
    ['edge', ground, 3],
    ['focus', ground, 3],
  ]),
  ['on-ink', 'ink', 4.5],
  ['on-leaf', 'leaf', 4.5],
  ['on-rust', 'rust', 4.5],
  ['leaf-ink', 'leaf-ground', 4.5],
  ['rust-ink', 'rust-ground', 4.5],
  ['amber-ink', 'amber-ground', 4.5],
  ['info-ink', 'info-ground', 4.5],
  ['plum-ink', 'plum-ground', 4.5],
  ['ink', 'leaf-ground', 4.5],
  ['leaf', 'paper', 3],
  ['leaf', 'card', 3],
  ['rust', 'card', 3],
  ['amber-edge', 'card', 3],
  ['plum-edge', 'paper', 3],
];

describe.each([
  ['light', light],
  ['dark', dark],
])('%s', (_scheme, roles) => {
  test.each(pairs)('%s on %s is at least %f : 1', (foreground, ground, least) => {
    const ratio = contrast(roles.get(foreground) ?? '', roles.get(ground) ?? '');
    expect(ratio).toBeGreaterThanOrEqual(least);
  });
});

describe('X1: Deny’s colours stand out at least as much as Approve’s', () => {
  const buttonCss = readFileSync(new URL('./Button.css', import.meta.url), 'utf8');
  /** The roles that a look draws its ground and its words with. */
  const rolesOf = (look: string) => {
    const [, rule = ''] = new RegExp(`\\n\\.nod-button--${look} \\{([^}]*)\\}`).exec(buttonCss) ?? [];
    const role = (property: string) => new RegExp(`\\b${property}: var\\(--([a-z-]+)\\)`).exec(rule)?.[1] ?? 'none';
    return { ground: role('background'), words: role('color') };
  };
  test.each([
    ['light', light],
    ['dark', dark],
  ])('%s', (_scheme, roles) => {
    const value = (role: string) => roles.get(role) ?? '';
    const standing = (look: string) => {
      const { ground, words } = rolesOf(look);
      return [contrast(value(words), value(ground)), contrast(value(ground), value('paper'))] as const;
    };
    const [deny, approve] = [standing(ANSWER_LOOKS.deny), standing(ANSWER_LOOKS.approve)];
    expect(deny[0]).toBeGreaterThanOrEqual(Math.max(4.5, approve[0]));
    expect(deny[1]).toBeGreaterThanOrEqual(Math.max(3, approve[1]));
  });
});

test('every colour of the light scheme has its dark one', () => {
  for (const role of light.keys()) expect([...colours(darkCss).keys()], role).toContain(role);
});

/** WCAG 2 contrast ratio of two #rrggbb colours. */
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [r = NaN, g = NaN, b = NaN] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
