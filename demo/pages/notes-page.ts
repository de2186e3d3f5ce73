import { html } from 'hono/html';
import type { Account } from '../accounts.ts';
import type { Session } from '../session.ts';
import { csrf, type Markup, room } from './layout.ts';

export interface Note {
  id: number;
  text: string;
  created_at_ms: number;
}

/** How this session was signed in, as its receipt says (login.ts). */
export interface Approval {
  by: string | null;
  iat: number;
  outcome: string;
  amr: string[];
  acr: string;
  match: string;
  /** What was typed in place of a device's answer, if no device has answered. */
  fallback?: string;
}

const TYPED: Record<string, string> = {
  offline: 'by eight digits of a phone without a network',
  totp: 'by a code of an authenticator app',
  email: 'by a code that came by e-mail',
  bypass: 'by a one-time code of the people who run the server',
};

const MATCHED: Record<string, string> = {
  code: 'you carried over the code',
  origin: 'in this very browser',
  none: 'with one tap',
};

export function notesPage(
  session: Session,
  given: { account: Account; notes: Note[]; approval: Approval | undefined; nowMs: number },
): Markup {
  const { account, notes, approval } = given;
  return room({
    title: 'Your notes',
    session,
    account,
    here: 'notes',
    content: html`
<h1>Ahoy, ${account.displayName}.</h1>
${approval ? signedInBy(approval) : ''}
<form method="post" action="/notes" class="compose">
  ${csrf(session)}
  <label for="text">New note</label>
  <textarea id="text" name="text" rows="3" maxlength="2000" required placeholder="What should be kept?"></textarea>
  <button class="button">Keep it</button>
</form>
${
  notes.length > 0
    ? html`<ul class="notes">${notes.map((note) => noteCard(session, note))}</ul>`
    : html`<div class="empty"><p><strong>Nothing moored here yet.</strong></p><p class="hint">Your first note will lie at this quay.</p></div>`
}`,
  });
}

function signedInBy(approval: Approval): Markup {
  const how = approval.fallback
    ? `Signed in without a device, ${TYPED[approval.fallback] ?? approval.fallback}`
    : `Approved${approval.by ? ` on ${approval.by}` : ''}, ${MATCHED[approval.match] ?? approval.match}`;
  const at = new Date(approval.iat * 1000);
  return html`<details class="receipt">
<summary><svg width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M5 12.6l4.6 4.6L19 7.4" /></svg>
<span>${how}</span></summary>
<p class="hint">This is what the signed receipt says. The site checked its signature, that it is for this site, this
sign-in and this person, before it let you in.</p>
<dl>
<div><dt>outcome</dt><dd>${approval.outcome}</dd></div>
${approval.fallback ? html`<div><dt>fallback</dt><dd>${approval.fallback}</dd></div>` : ''}
<div><dt>match</dt><dd>${approval.match}</dd></div>
<div><dt>amr</dt><dd>${approval.amr.join(', ') || 'none'}</dd></div>
<div><dt>acr</dt><dd>${approval.acr}</dd></div>
<div><dt>iat</dt><dd><time datetime="${at.toISOString()}">${shortTime(at)}</time></dd></div>
</dl>
</details>`;
}

function noteCard(session: Session, note: Note): Markup {
  const at = new Date(note.created_at_ms);
  return html`<li class="note">
<p>${note.text}</p>
<footer><time datetime="${at.toISOString()}">${shortTime(at)}</time>
<form method="post" action="/notes/remove">${csrf(session)}<input type="hidden" name="id" value="${note.id}">
<button class="quiet" aria-label="Throw away: ${note.text.slice(0, 40)}">Throw away</button></form></footer>
</li>`;
}

function shortTime(at: Date): string {
  return at.toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}
