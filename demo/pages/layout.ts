import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { type Language, traitsOf } from '../../shared/languages/languages.ts';
import type { Account } from '../accounts.ts';
import type { Session } from '../session.ts';
import { wordsIn } from '../words/all.ts';
import { harbourView } from './harbour-view.ts';

/** Markup from `html`, which escapes everything that is put into it: the only way for text to get onto a page. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

interface Frame {
  language: Language;
  title: string;
  /** A script of /assets, for a page that changes by itself. */
  script?: 'waiting.js' | 'pairing.js';
  /** The login that the page shows, for Nod's browser extension. In the head, where no text of a visitor ever stands. */
  challengeId?: string;
  content: Markup;
}

const mark = html`<svg class="mark" width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
  <path d="M13.2 3.5v13.2H5.6z" />
  <path d="M15.6 7.5l6.6 9.2h-6.6z" opacity=".62" />
  <path d="M3.5 20.2c2.6 0 2.6 1.8 5.2 1.8s2.6-1.8 5.3-1.8 2.6 1.8 5.3 1.8 2.6-1.8 5.2-1.8" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
</svg>`;

function page(frame: Frame, body: Markup): Markup {
  return html`<!doctype html>
<html lang="${frame.language}" dir="${traitsOf(frame.language).direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>${frame.title} · Harbour Notes</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/style.css">
${frame.challengeId ? html`<meta name="nod-challenge" content="${frame.challengeId}">` : ''}
${frame.script ? html`<script type="module" src="/assets/${frame.script}"></script>` : ''}
</head>
${body}
</html>`;
}

/** A page outside the account: sign up, sign in, wait. It has one thing to do, and the harbour beside it. */
export function door(frame: Frame): Markup {
  const { site } = wordsIn(frame.language);
  return page(
    frame,
    html`<body class="door">
<div class="view">${harbourView}</div>
<div class="quay">
  <header><a class="brand" href="/">${mark}<span>Harbour Notes</span></a></header>
  <main>${frame.content}</main>
  <footer>${site.footer}</footer>
</div>
</body>`,
  );
}

/** A page inside the account. */
export function room(
  frame: Omit<Frame, 'language'> & { session: Session; account: Account; here: 'notes' | 'devices' },
): Markup {
  const { language } = frame.session;
  const { site } = wordsIn(language);
  const link = (name: 'notes' | 'devices', label: string) =>
    html`<a href="/${name}" ${frame.here === name ? html`aria-current="page"` : ''}>${label}</a>`;
  return page(
    { ...frame, language },
    html`<body class="room">
<header class="bar">
  <a class="brand" href="/notes">${mark}<span>Harbour Notes</span></a>
  <nav aria-label="${site.pages}">${link('notes', site.notes)}${link('devices', site.devices)}</nav>
  <form method="post" action="/logout">${csrf(frame.session)}<button class="quiet">${site.signOut}</button></form>
</header>
<main>${frame.content}</main>
</body>`,
  );
}

/** The hidden field that every form needs: see same-site.ts. */
export function csrf(session: Session): Markup {
  return html`<input type="hidden" name="csrf" value="${session.csrfToken}">`;
}

/** A field with its label, its hint or its error. */
export function field(given: {
  name: string;
  label: string;
  type?: 'text' | 'password';
  value?: string | undefined;
  autocomplete: string;
  hint?: string;
  error?: string | undefined;
  /** What says that it may stay empty; left out: it may not. */
  optional?: string;
  focus?: boolean;
}): Markup {
  const { name, error, hint } = given;
  const describedBy = [...(error ? [`${name}-error`] : []), ...(hint && !error ? [`${name}-hint`] : [])].join(' ');
  return html`<div class="field">
<label for="${name}">${given.label}${given.optional ? html` <small>${given.optional}</small>` : ''}</label>
<input id="${name}" name="${name}" type="${given.type ?? 'text'}" value="${given.value ?? ''}" autocomplete="${given.autocomplete}"
  autocapitalize="none" spellcheck="false" ${given.optional ? '' : 'required'} ${given.focus ? 'autofocus' : ''}
  ${describedBy ? html`aria-describedby="${describedBy}"` : ''} ${error ? html`aria-invalid="true"` : ''}>
${error ? html`<p class="error" id="${name}-error">${error}</p>` : ''}
${hint && !error ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
</div>`;
}
