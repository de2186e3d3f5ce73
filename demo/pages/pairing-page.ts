import { html } from 'hono/html';
import { drawQr } from '../../shared/sdk/qr.ts';
import type { Account } from '../accounts.ts';
import type { Session } from '../session.ts';
import { wordsIn } from '../words/all.ts';
import type { DemoWords } from '../words/en.ts';
import { csrf, door, type Markup } from './layout.ts';

interface Ticket {
  readonly code: string;
  readonly url: string;
  readonly remainingMs: number;
}

export function pairingPage(
  session: Session,
  given: { account: Account; ticket: Ticket | undefined; nodOrigin: string },
): Markup {
  const { ticket, account, nodOrigin } = given;
  const { language } = session;
  const words = wordsIn(language).pairing;
  const first = isLocal(nodOrigin) ? words.firstHere : words.first;
  return door({
    language,
    title: words.title,
    script: 'pairing.js',
    content: html`
<h1>${session.stage === 'in' ? words.another : first}</h1>
<p class="lead">${words.lead[0]}<strong><bdi>${account.username}</bdi></strong>${words.lead[1]}</p>
${ticket ? showTicket(session, ticket, nodOrigin) : askForTicket(session)}
${session.stage === 'in' ? html`<p class="aside"><a href="/devices">${words.back}</a></p>` : ''}`,
  });
}

/** Only this very computer can open such an address: a phone that scans it would look for the server on itself. */
function isLocal(origin: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\]|.+\.localhost)$/.test(new URL(origin).hostname);
}

function showTicket(session: Session, ticket: Ticket, nodOrigin: string): Markup {
  const words = wordsIn(session.language).pairing;
  const { checking, refused, paired, over } = words;
  // Whoever pairs a first device has none that could be asked.
  const asking = session.stage === 'in' ? words.asking : undefined;
  return html`
${isLocal(nodOrigin) ? hereTicket(session, ticket) : phoneTicket(session, ticket, nodOrigin)}
<p class="progress" id="progress" role="status" data-progress="waiting"
  data-words="${JSON.stringify({ checking, asking, refused, paired, over })}">${isLocal(nodOrigin) ? words.waitingHere : words.waiting}</p>
<form method="post" action="/pair/finish" id="finish">
  ${csrf(session)}
  <noscript><button class="button">${words.done}</button></noscript>
</form>
<form method="post" action="/pair" id="renew">
  ${csrf(session)}
  <button class="quiet">${words.newCode}</button>
</form>`;
}

function phoneTicket(session: Session, ticket: Ticket, nodOrigin: string): Markup {
  const { size, path } = drawQr(ticket.url);
  const words = wordsIn(session.language).pairing;
  return html`
<ol class="steps">
  <li>${words.open[0]}<a href="${nodOrigin}" target="_blank" rel="noopener"><bdi>${new URL(nodOrigin).host}</bdi></a>${words.open[1]}</li>
  <li>${words.scan}</li>
  <li>${words.allow}</li>
  ${letInStep(session)}
</ol>
<section class="ticket" aria-label="${words.code}">
  <svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${words.qr}"><path d="${path}" /></svg>
  <div>
    <p dir="ltr" class="pair-code">${ticket.code}</p>
    ${timeLeft(ticket, words)}
    <p><a href="${ticket.url}" target="_blank" rel="noopener">${words.instead}</a></p>
  </div>
</section>`;
}

function hereTicket(session: Session, ticket: Ticket): Markup {
  const words = wordsIn(session.language).pairing;
  return html`
<ol class="steps">
  <li>${words.openHere}</li>
  <li>${words.confirmHere}</li>
  ${letInStep(session)}
</ol>
<section class="ticket here" aria-label="${words.code}">
  <div>
    <p><a class="button" href="${ticket.url}" target="_blank" rel="noopener">${words.openWindow}</a></p>
    <p>${words.orType}</p>
    <p dir="ltr" class="pair-code">${ticket.code}</p>
    ${timeLeft(ticket, words)}
  </div>
</section>
<p class="hint apart">${words.localhost}</p>`;
}

/** Whoever is signed in has a device: it lets the new one in. */
function letInStep(session: Session): Markup | '' {
  return session.stage === 'in' ? html`<li>${wordsIn(session.language).pairing.letIn}</li>` : '';
}

/** The page's script counts it down. */
function timeLeft({ remainingMs }: Ticket, { left }: DemoWords['pairing']): Markup {
  const seconds = Math.ceil(remainingMs / 1000);
  const shown = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return html`<p class="hint">${left}<span id="left" data-seconds="${seconds}">${shown}</span></p>`;
}

function askForTicket(session: Session): Markup {
  const words = wordsIn(session.language).pairing;
  return html`
<p>${words.none}</p>
<form method="post" action="/pair" class="row">
  ${csrf(session)}
  <button class="button">${words.make}</button>
</form>`;
}
