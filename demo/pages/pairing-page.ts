import { html } from 'hono/html';
import { drawQr } from '../../shared/sdk/qr.ts';
import type { Account } from '../accounts.ts';
import type { Session } from '../session.ts';
import { csrf, door, type Markup } from './layout.ts';

export function pairingPage(
  session: Session,
  given: { account: Account; ticket: { code: string; url: string } | undefined; nodOrigin: string },
): Markup {
  const { ticket, account } = given;
  return door({
    title: 'Pair your phone',
    script: 'pairing.js',
    content: html`
<h1>${session.stage === 'in' ? 'Pair another device' : 'Now pair your phone'}</h1>
<p class="lead">From now on it says yes or no when somebody signs in as <strong>${account.username}</strong>.</p>
${ticket ? showTicket(session, ticket, given.nodOrigin) : askForTicket(session)}
${session.stage === 'in' ? html`<p class="aside"><a href="/devices">Back to your devices</a></p>` : ''}`,
  });
}

function showTicket(session: Session, ticket: { code: string; url: string }, nodOrigin: string): Markup {
  const { size, path } = drawQr(ticket.url);
  return html`
<ol class="steps">
  <li>On your phone, open <a href="${nodOrigin}" target="_blank" rel="noopener">${new URL(nodOrigin).host}</a>.</li>
  <li>In it, scan this picture, or type the code.</li>
  <li>Allow notifications when it asks. That’s all.</li>
</ol>
<section class="ticket" aria-label="Pairing code">
  <svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="QR code with the pairing link"><path d="${path}" /></svg>
  <div>
    <p class="pair-code">${ticket.code}</p>
    <p class="hint">Works once, for ten minutes.</p>
    <p><a href="${ticket.url}" target="_blank" rel="noopener">Open Nod on this device instead</a></p>
  </div>
</section>
<p class="progress" id="progress" role="status" data-progress="waiting">Waiting for your phone.</p>
<form method="post" action="/pair/finish" id="finish">
  ${csrf(session)}
  <noscript><button class="button">My phone is paired</button></noscript>
</form>
<form method="post" action="/pair" id="renew">
  ${csrf(session)}
  <button class="quiet">Make a new code</button>
</form>`;
}

function askForTicket(session: Session): Markup {
  return html`
<p>The last code has run out, or none was made yet.</p>
<form method="post" action="/pair" class="row">
  ${csrf(session)}
  <button class="button">Make a pairing code</button>
</form>`;
}
