import { html } from 'hono/html';
import { drawQr } from '../../shared/sdk/qr.ts';
import type { Account } from '../accounts.ts';
import type { Session } from '../session.ts';
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
  const first = isLocal(nodOrigin) ? 'Now pair Nod' : 'Now pair your phone';
  return door({
    title: 'Pair your phone',
    script: 'pairing.js',
    content: html`
<h1>${session.stage === 'in' ? 'Pair another device' : first}</h1>
<p class="lead">From now on it says yes or no when somebody signs in as <strong>${account.username}</strong>.</p>
${ticket ? showTicket(session, ticket, nodOrigin) : askForTicket(session)}
${session.stage === 'in' ? html`<p class="aside"><a href="/devices">Back to your devices</a></p>` : ''}`,
  });
}

/** Only this very computer can open such an address: a phone that scans it would look for the server on itself. */
function isLocal(origin: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\]|.+\.localhost)$/.test(new URL(origin).hostname);
}

function showTicket(session: Session, ticket: Ticket, nodOrigin: string): Markup {
  return html`
${isLocal(nodOrigin) ? hereTicket(session, ticket) : phoneTicket(session, ticket, nodOrigin)}
<p class="progress" id="progress" role="status" data-progress="waiting">Waiting for ${isLocal(nodOrigin) ? 'Nod' : 'your phone'}.</p>
<form method="post" action="/pair/finish" id="finish">
  ${csrf(session)}
  <noscript><button class="button">It is paired</button></noscript>
</form>
<form method="post" action="/pair" id="renew">
  ${csrf(session)}
  <button class="quiet">Make a new code</button>
</form>`;
}

function phoneTicket(session: Session, ticket: Ticket, nodOrigin: string): Markup {
  const { size, path } = drawQr(ticket.url);
  return html`
<ol class="steps">
  <li>On your phone, open <a href="${nodOrigin}" target="_blank" rel="noopener">${new URL(nodOrigin).host}</a>.</li>
  <li>In it, scan this picture, or type the code.</li>
  <li>Allow notifications when it asks.</li>
  ${letInStep(session)}
</ol>
<section class="ticket" aria-label="Pairing code">
  <svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="QR code with the pairing link"><path d="${path}" /></svg>
  <div>
    <p class="pair-code">${ticket.code}</p>
    ${timeLeft(ticket)}
    <p><a href="${ticket.url}" target="_blank" rel="noopener">Open Nod on this device instead</a></p>
  </div>
</section>`;
}

function hereTicket(session: Session, ticket: Ticket): Markup {
  return html`
<ol class="steps">
  <li>Open Nod in another window. It stands in for your phone.</li>
  <li>There, say that this is your account, and allow notifications.</li>
  ${letInStep(session)}
</ol>
<section class="ticket here" aria-label="Pairing code">
  <div>
    <p><a class="button" href="${ticket.url}" target="_blank" rel="noopener">Open Nod in another window</a></p>
    <p>Or type this code in it:</p>
    <p class="pair-code">${ticket.code}</p>
    ${timeLeft(ticket)}
  </div>
</section>
<p class="hint apart">A phone can’t open localhost: that is always the device itself. “On your phone” in README.md says what to do instead.</p>`;
}

/** Whoever is signed in has a device: it lets the new one in. */
function letInStep(session: Session): Markup | '' {
  return session.stage === 'in'
    ? html`<li>It shows six digits: type them in Nod on a device that you have already.</li>`
    : '';
}

/** The page's script counts it down. */
function timeLeft({ remainingMs }: Ticket): Markup {
  const seconds = Math.ceil(remainingMs / 1000);
  const shown = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return html`<p class="hint">Works once. Time left: <span id="left" data-seconds="${seconds}">${shown}</span></p>`;
}

function askForTicket(session: Session): Markup {
  return html`
<p>The last code has run out, or none was made yet.</p>
<form method="post" action="/pair" class="row">
  ${csrf(session)}
  <button class="button">Make a pairing code</button>
</form>`;
}
