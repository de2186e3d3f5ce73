import type { FallbackWords } from './fallback-words.ts';
import type { Phone } from './login-phone.ts';
import type { LoginView } from './login-view.ts';
import { timeRing } from './login-view.ts';
import type { Ending, LoginWords } from './login-words.ts';
import { drawQr } from './qr.ts';

// The card is drawn with DOM calls only: no markup is parsed, so a device's name can't become an element.

type Attributes = Record<string, string>;
type Child = Node | string;

export function element(name: string, attributes: Attributes = {}, ...children: Child[]): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function svg(name: string, attributes: Attributes = {}, ...children: SVGElement[]): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** On a 24 px grid with 1.75 px strokes, as all of Nod's icons. */
const ICONS = {
  phone: ['M8.5 2.9h7a2 2 0 0 1 2 2v14.2a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2V4.9a2 2 0 0 1 2-2z', 'M10.8 18.2h2.4'],
  computer: ['M5.8 5h12.4a1.6 1.6 0 0 1 1.6 1.6v8.3H4.2V6.6A1.6 1.6 0 0 1 5.8 5z', 'M2.4 18.6h19.2'],
  check: ['M5 12.6l4.6 4.6L19 7.4'],
  cross: ['M6.5 6.5l11 11', 'M17.5 6.5l-11 11'],
  flag: ['M6 21V4', 'M6 4.6c4-2.2 7.6 2.2 12 .2v8.6c-4.4 2-8-2.4-12-.2'],
  clock: ['M12 20.6a8.6 8.6 0 1 0 0-17.2 8.6 8.6 0 0 0 0 17.2z', 'M12 7.4V12l3 2.2'],
  warning: ['M12 4.2l8.8 15.2a.6.6 0 0 1-.5.9H3.7a.6.6 0 0 1-.5-.9z', 'M12 10v4.6', 'M12 17.4h.01'],
} as const;
type IconName = keyof typeof ICONS;

export function icon(name: IconName, size: number): SVGElement {
  const attributes = {
    // In em, so that it grows with the text; `size` is in pixels where text has its usual size.
    width: `${size / 17}em`,
    height: `${size / 17}em`,
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '1.75',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  };
  return svg('svg', attributes, ...ICONS[name].map((d) => svg('path', { d })));
}

const SIGNS: Record<Ending, { icon: IconName; tone: 'good' | 'bad' | 'warn' | 'plain' }> = {
  approved: { icon: 'check', tone: 'good' },
  denied: { icon: 'cross', tone: 'plain' },
  reported: { icon: 'flag', tone: 'bad' },
  expired: { icon: 'clock', tone: 'plain' },
  canceled: { icon: 'cross', tone: 'plain' },
  failed: { icon: 'warning', tone: 'bad' },
  lost: { icon: 'warning', tone: 'warn' },
};

/** The waiting card: heading, code, QR, devices, and a slot for the page's other choices. */
export function waitingCard(
  view: Extract<LoginView, { phase: 'waiting' }>,
  options: { qr: string; ring: Node; copy: Node; words: LoginWords; reconnecting: boolean },
): Node[] {
  const { words, qr } = options;
  const { phone } = view;
  const digits = view.codeGroups.join('').split('').join(' ');
  const code = element(
    'p',
    // In the order in which digits are read everywhere, also where lines run from right to left.
    { class: 'code', part: 'code', dir: 'ltr' },
    // Screen readers read the code digit by digit; the groups are for the eye.
    element('span', { class: 'spoken' }, digits),
    ...view.codeGroups.map((group) => element('span', { 'aria-hidden': 'true' }, group)),
  );
  const transfer = element(
    'div',
    { class: qr && !phone ? 'transfer both' : 'transfer' },
    code,
    ...(phone ? [options.copy] : []),
    ...(qr ? [qrFigure(qr, phone ? words.orScanElsewhere : words.orScan, words)] : []),
  );
  return [
    element(
      'header',
      {},
      element('h2', { part: 'heading', tabindex: '-1' }, view.heading),
      options.ring,
      // Where no device was asked the sentence is what the person has to do.
      element('p', view.devices.length > 0 ? {} : { class: 'to-do' }, view.sentence),
    ),
    ...(phone ? [openApp(phone, words)] : []),
    ...(view.codeGroups.length > 0 ? [transfer] : []),
    ...(view.warning ? [element('p', { class: 'warning' }, icon('warning', 20), view.warning)] : []),
    ...(view.devices.length > 0 ? [deviceList(view, words)] : []),
    ...(options.reconnecting ? [element('p', { class: 'trouble' }, words.reconnecting)] : []),
    element('div', { class: 'more' }, element('slot')),
  ];
}

/** What a person does first who signs in on the phone that Nod is on. */
function openApp({ link }: Phone, words: LoginWords): HTMLElement {
  if (link === null) return element('p', { class: 'home' }, words.openFromHome);
  // This page goes on: the app opens beside it.
  return element('a', { class: 'open', part: 'open', href: link, target: '_blank', rel: 'noopener' }, words.openApp);
}

/** A button that copies the digits, and says whether it did. It is drawn once, so that it keeps the focus. */
export function copyButton(
  words: LoginWords,
  copy: () => Promise<void>,
  say: (text: string) => void,
): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.setAttribute('part', 'copy');
  button.textContent = words.copyCode;
  button.addEventListener('click', () => {
    const tell = (text: string) => () => {
      button.textContent = text;
      say(text);
    };
    copy().then(tell(words.copied), tell(words.copyRefused));
  });
  return button;
}

function qrFigure(text: string, caption: string, words: LoginWords): HTMLElement {
  const { size, path } = drawQr(text);
  const attributes = { viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': words.qrLabel };
  return element(
    'figure',
    { class: 'qr', part: 'qr' },
    svg('svg', attributes, svg('path', { d: path })),
    element('figcaption', {}, caption),
  );
}

/**
 * The QR of an offline code. It has up to a hundred modules a side, and each wants four pixels: on a narrow screen it opens
 * alone, larger, and can be moved.
 */
export function largeQr(text: string, words: FallbackWords): Node[] {
  const { size, path } = drawQr(text, 'low');
  const drawn = () => {
    const attributes = { viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': words.qrLabel };
    return svg('svg', attributes, svg('path', { d: path }));
  };
  const dialog = element('dialog', { class: 'larger', 'aria-label': words.qrLabel }) as HTMLDialogElement;
  const close = element('button', { type: 'button', class: 'back' }, words.close);
  const show = element('button', { type: 'button', class: 'show-larger' }, words.larger);
  // Arrow keys move it, so it takes the focus.
  dialog.append(close, element('div', { class: 'movable', tabindex: '0' }, drawn()));
  close.addEventListener('click', () => dialog.close());
  show.addEventListener('click', () => dialog.showModal());
  return [element('figure', { class: 'qr offline-qr', part: 'qr' }, drawn(), show), dialog];
}

function deviceList(view: Extract<LoginView, { phase: 'waiting' }>, words: LoginWords): HTMLElement {
  const lines = view.devices.map((device) =>
    element(
      'li',
      { 'data-standing': device.standing },
      icon(device.looks, 24),
      element('span', { class: 'name' }, device.name),
      element('span', { class: 'words' }, ...(device.standing === 'arrived' ? [icon('check', 18)] : []), device.words),
    ),
  );
  return element('ul', { class: 'devices', part: 'devices', 'aria-label': words.devicesLabel }, ...lines);
}

/** The card after the end; the page's `after` slot says what the person can do now. */
export function endedCard(view: Extract<LoginView, { phase: 'ended' }>): Node[] {
  const sign = SIGNS[view.ending];
  return [
    element(
      'div',
      { class: 'ended' },
      element('span', { class: 'sign', 'data-tone': sign.tone }, icon(sign.icon, 32)),
      element('h2', { part: 'heading', tabindex: '-1' }, view.heading),
      element('p', {}, view.sentence),
    ),
    element(
      'div',
      { class: 'more', ...(view.ending === 'approved' ? { hidden: '' } : {}) },
      element('slot', { name: 'after' }),
    ),
  ];
}

export interface Ring {
  node: HTMLElement;
  show(remainingMs: number, lifetimeMs: number): void;
}

/** The ring that empties. `pathLength` 100 makes the dash a percentage. */
export function ring(words: LoginWords): Ring {
  const circle = { cx: '16', cy: '16', r: '14', pathLength: '100', transform: 'rotate(-90 16 16)' };
  const left = svg('circle', { ...circle, class: 'left', 'stroke-dasharray': '100', 'stroke-dashoffset': '0' });
  const digits = element('span', { 'aria-hidden': 'true' });
  const drawing = svg(
    'svg',
    { viewBox: '0 0 32 32', 'aria-hidden': 'true' },
    svg('circle', { ...circle, class: 'track' }),
    left,
  );
  const node = element('div', { class: 'ring', role: 'img', 'aria-label': words.timeLeft }, drawing, digits);
  return {
    node,
    show(remainingMs, lifetimeMs) {
      const time = timeRing(remainingMs, lifetimeMs);
      left.setAttribute('stroke-dashoffset', `${Math.round((1 - time.left) * 1000) / 10}`);
      node.toggleAttribute('data-hurry', time.seconds !== undefined);
      digits.textContent = time.clock;
      if (time.seconds !== undefined) node.setAttribute('aria-label', words.secondsLeft(time.seconds));
    },
  };
}
