import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { type Language, languageAccepted, traitsOf } from '../../../shared/languages/languages.ts';
import { drawQr } from '../../../shared/sdk/qr.ts';
import type { DeviceSummary } from '../../devices/views.ts';
import { ACCOUNT_STYLE } from './account-style.ts';
import type { AccountPageWords } from './account-words.ts';
import { agoWords, letInWords, stateWords } from './device-facts.ts';
import { ACCOUNT_PAGE_WORDS } from './words/all.ts';

/**
 * The account page's screens: plain documents without a script, since this has to work in any browser that is at hand, and
 * since what runs nothing can't be made to run something. Whatever is put into them is escaped by the template.
 */
type Markup = ReturnType<typeof html>;

const STYLE_HASH = createHash('sha256').update(ACCOUNT_STYLE).digest('base64');

/** Headers of every answer of the account page. */
export const ACCOUNT_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    "img-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  // Nothing of it leaves this origin. With no-referrer browsers would keep Origin to themselves too, and the older ones
  // have nothing else to show whose form it is (form-guard.ts).
  'referrer-policy': 'same-origin',
} as const;

/** Foreign text without what could turn the line around it or hide in it, in a direction of its own. */
function given(text: string): Markup {
  return html`<bdi>${text.replace(/[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]+/gu, ' ')}</bdi>`;
}

/** A language, and its words. */
export interface Spoken {
  readonly language: Language;
  readonly words: AccountPageWords;
}

/** By the request's own header: nobody is known yet whose choice could count. */
export function spokenTo(request: Request): Spoken {
  const language = languageAccepted(request.headers.get('accept-language') ?? undefined);
  return { language, words: ACCOUNT_PAGE_WORDS[language] };
}

async function page({ language }: Spoken, title: string, body: Markup): Promise<string> {
  const document = await html`<!doctype html>
<html lang="${language}" dir="${traitsOf(language).direction}">
<head>
<meta charset="utf-8">
<title>${title} · Nod</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<meta name="robots" content="noindex">
<link rel="icon" href="/icons/favicon.svg" type="image/svg+xml">
<style>${raw(ACCOUNT_STYLE)}</style>
</head>
<body><main>${body}</main></body>
</html>
`;
  return document.toString();
}

export interface SignInPage {
  readonly serverName: string;
  readonly asksRealm: boolean;
  /** What stays in the fields after a failure; never the code. */
  readonly typed?: { readonly realm: string; readonly username: string } | undefined;
  readonly notice?: 'wrong' | 'closed' | undefined;
}

export function signInPage(spoken: Spoken, { serverName, asksRealm, typed, notice }: SignInPage): Promise<string> {
  const text = spoken.words.signIn;
  return page(
    spoken,
    text.title,
    html`
<h1>${text.title}</h1>
<p>${text.body}</p>
${notice === 'wrong' ? html`<p class="note note--bad" role="alert" id="problem">${text.wrong}</p>` : ''}
${notice === 'closed' ? html`<p class="note" role="status">${text.closed}</p>` : ''}
<form method="post" action="/account/open" autocomplete="off">
${
  asksRealm
    ? html`<div class="field"><label for="realm">${text.realm}</label>
<input id="realm" name="realm" value="${typed?.realm ?? ''}" maxlength="200" required autocapitalize="none" spellcheck="false" aria-describedby="realm-hint">
<p class="small muted" id="realm-hint">${text.realmHint}</p></div>`
    : ''
}
<div class="field"><label for="username">${text.username}</label>
<input id="username" name="username" value="${typed?.username ?? ''}" maxlength="200" required autocapitalize="none" autocomplete="username" spellcheck="false"></div>
<div class="field"><label for="code">${text.code}</label>
<input class="code" dir="ltr" id="code" name="code" maxlength="64" required autocapitalize="characters" autocomplete="off" spellcheck="false" aria-describedby="code-hint">
<p class="small muted" id="code-hint">${text.codeHint}</p></div>
<button class="button button--go">${text.go}</button>
</form>
<section>
<details><summary>${text.noCode}</summary><p>${text.noCodeBody(serverName)}</p></details>
<details><summary>${text.haveDevice}</summary><p>${text.haveDeviceBody}</p></details>
</section>`,
  );
}

export interface OverviewPage {
  readonly username: string;
  readonly realm: string;
  /** Of the session: every form carries it. */
  readonly formToken: string;
  readonly openedAtMs: number;
  readonly closesAtMs: number;
  readonly nowMs: number;
  readonly devices: readonly DeviceSummary[];
  readonly codes: { readonly left: number; readonly madeAtMs: number | null };
}

/** All that can be done, in the order in which somebody who is worried should do it. */
export function overviewPage(spoken: Spoken, view: OverviewPage): Promise<string> {
  const text = spoken.words.overview;
  const { devices, codes, nowMs, openedAtMs } = view;
  const nameOf = (id: string) => devices.find((device) => device.id === id)?.name;
  const usable = devices.filter(({ state }) => state !== 'suspended' && state !== 'revoked');
  const others = devices.filter(({ state }) => state === 'suspended' || state === 'revoked');
  const active = usable.filter(({ state }) => state === 'active');
  const news = active.filter(({ activatedAtMs }) => activatedAtMs !== null && activatedAtMs >= openedAtMs);
  const isPaused = others.some(({ suspension }) => suspension !== null && suspension.atMs >= openedAtMs);
  const madeCodes = codes.madeAtMs !== null && codes.madeAtMs >= openedAtMs;
  const minutes = Math.max(1, Math.ceil((view.closesAtMs - nowMs) / 60_000));
  return page(
    spoken,
    text.title,
    html`
<h1>${text.title}</h1>
<div class="small"><p><b>${given(view.username)}</b> · ${given(view.realm)}</p><p class="muted">${text.open(minutes)}</p></div>
<section aria-labelledby="pause">
${stepTitle(spoken.words, 1, 'pause', text.pauseTitle, isPaused)}
<p>${text.pauseBody}</p>
${active.length === 0 ? html`<p class="note">${text.noActive}</p>` : ''}
${usable.map(
  (device) => html`<div class="card stack">
${deviceFacts(spoken.words, device, { nowMs, nameOf })}
${button(view.formToken, '/account/pause', device.state === 'active' ? text.pause : text.turnAway, {
  device: device.id,
  look: 'button--ink',
  about: device.name,
})}
</div>`,
)}
${
  others.length === 0
    ? ''
    : html`<details><summary>${text.others} (${others.length})</summary><div class="stack">
${others.map((device) => html`<div class="card stack">${deviceFacts(spoken.words, device, { nowMs, nameOf })}</div>`)}
</div></details>`
}
</section>
<section aria-labelledby="pair">
${stepTitle(spoken.words, 2, 'pair', text.pairTitle, news.length > 0)}
${
  news.length > 0
    ? news.map((device) => html`<p class="note note--good">${given(device.name)}${text.paired}</p>`)
    : html`<p>${text.pairBody}</p>`
}
${button(view.formToken, '/account/pair', text.pair, { look: news.length > 0 ? '' : 'button--go' })}
</section>
<section aria-labelledby="codes">
${stepTitle(spoken.words, 3, 'codes', text.codesTitle, madeCodes)}
<p>${madeCodes ? text.codesMade(codes.left) : text.codesBody(codes.left)}</p>
${
  codes.left === 0
    ? button(view.formToken, '/account/codes', text.codes)
    : html`<details><summary class="button">${text.codes}</summary><div class="stack"><p>${text.codesAsk}</p>
${button(view.formToken, '/account/codes', text.codesSure, { look: 'button--ink' })}</div></details>`
}
</section>
<section aria-labelledby="rest">
<h2 id="rest">${text.restTitle}</h2>
${theRest(spoken.words)}
</section>
${button(view.formToken, '/account/end', text.end)}`,
  );
}

function stepTitle(words: AccountPageWords, number: number, id: string, title: string, isDone: boolean): Markup {
  return html`<h2 class="step" id="${id}"><span class="step__mark${isDone ? ' step__mark--done' : ''}">${isDone ? `${number} ✓ ${words.overview.done}` : number}</span> ${title}</h2>`;
}

function deviceFacts(
  words: AccountPageWords,
  device: DeviceSummary,
  { nowMs, nameOf }: { nowMs: number; nameOf: (id: string) => string | undefined },
): Markup {
  const { vouch, state, platform, lastSeenMs, activatedAtMs, createdAtMs } = device;
  const added = agoWords(words, activatedAtMs ?? createdAtMs, nowMs);
  const isActive = state === 'active';
  return html`<h3>${given(device.name)}</h3>
<ul class="small muted">
<li>${isActive ? '' : html`<b>${stateWords(words, device)}</b> · `}${given(platform)} · ${words.overview.seen(agoWords(words, lastSeenMs, nowMs))}</li>
<li>${vouch === null ? '' : html`${given(letInWords(words, vouch, nameOf))} · `}${words.overview.added(added)}</li>
</ul>`;
}

function button(
  token: string,
  action: string,
  text: string,
  { device, look = '', about }: { device?: string; look?: string; about?: string } = {},
): Markup {
  const label = about === undefined ? '' : html` aria-label="${`${text}: ${about}`}"`;
  return html`<form method="post" action="${action}"><input type="hidden" name="form" value="${token}">
${device === undefined ? '' : html`<input type="hidden" name="device" value="${device}">`}
<button class="button ${look}"${label}>${text}</button></form>`;
}

function theRest(words: AccountPageWords): Markup {
  return html`<ul class="bullets">${words.rest.map((line) => html`<li>${line}</li>`)}</ul>`;
}

/** The QR and code by which the new phone is paired. */
export function pairPage(spoken: Spoken, of: { origin: string; url: string; code: string }): Promise<string> {
  const text = spoken.words.pair;
  const { size, path } = drawQr(of.url);
  return page(
    spoken,
    text.title,
    html`
<h1>${text.title}</h1>
<section>
<p>${text.scan}</p>
<div class="qr"><svg viewBox="0 0 ${size} ${size}" role="img" aria-label="${text.title}" shape-rendering="crispEdges"><path d="${path}"/></svg></div>
<p>${text.type(of.origin)}</p>
<p class="big"><bdi dir="ltr">${of.code}</bdi></p>
<p class="small muted">${text.until}</p>
</section>
<section>
<a class="button" href="${of.url}" target="_blank" rel="noopener">${text.here}</a>
<p class="small muted">${text.hereBody}</p>
</section>
<a class="button button--go" href="/account">${text.back}</a>`,
  );
}

/** New codes, on a sheet that says by itself what it is for. */
export function codesPage(
  spoken: Spoken,
  of: {
    codes: readonly string[];
    address: string;
    realm: string;
    username: string;
  },
): Promise<string> {
  const text = spoken.words.codes;
  const asked = spoken.words.signIn;
  return page(
    spoken,
    text.title,
    html`
<h1>${text.title}</h1>
<p class="screen-only">${text.body}</p>
<section class="card">
<p>${text.where} <b><bdi dir="ltr">${of.address}</bdi></b></p>
<dl class="facts"><div><dt>${asked.realm}</dt><dd>${given(of.realm)}</dd></div><div><dt>${asked.username}</dt><dd>${given(of.username)}</dd></div></dl>
<ol class="codes">${of.codes.map((code) => html`<li><bdi dir="ltr">${code}</bdi></li>`)}</ol>
<p class="small">${text.type}</p>
</section>
<a class="button button--go screen-only" href="/account">${text.back}</a>`,
  );
}

export function endedPage(spoken: Spoken): Promise<string> {
  const text = spoken.words.ended;
  return page(spoken, text.title, html`<h1>${text.title}</h1><p>${text.body}</p>${theRest(spoken.words)}`);
}

/** @param says what went wrong, and the next step */
export function problemPage(spoken: Spoken, says: string): Promise<string> {
  const text = spoken.words.problem;
  return page(
    spoken,
    text.title,
    html`<h1>${text.title}</h1><p class="note note--bad" role="alert">${says}</p><a class="button" href="/account">${text.back}</a>`,
  );
}
