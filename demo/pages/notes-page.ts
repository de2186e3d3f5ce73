import { html } from 'hono/html';
import type { Language } from '../../shared/languages/languages.ts';
import type { Account } from '../accounts.ts';
import type { Session } from '../session.ts';
import { apart, wordsIn } from '../words/all.ts';
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

export function notesPage(
  session: Session,
  given: { account: Account; notes: Note[]; approval: Approval | undefined; nowMs: number },
): Markup {
  const { account, notes, approval } = given;
  const { language } = session;
  const words = wordsIn(language).notes;
  return room({
    title: words.title,
    session,
    account,
    here: 'notes',
    content: html`
<h1>${words.hello(apart(language, account.displayName))}</h1>
${approval ? signedInBy(language, approval) : ''}
<form method="post" action="/notes" class="compose">
  ${csrf(session)}
  <label for="text">${words.new}</label>
  <textarea id="text" name="text" rows="3" maxlength="2000" required placeholder="${words.placeholder}"></textarea>
  <button class="button">${words.keep}</button>
</form>
${
  notes.length > 0
    ? html`<ul class="notes">${notes.map((note) => noteCard(session, note))}</ul>`
    : html`<div class="empty"><p><strong>${words.emptyTitle}</strong></p><p class="hint">${words.empty}</p></div>`
}`,
  });
}

/** A way or a match of a newer server is shown by its name. */
const named = (words: Readonly<Record<string, string>>, name: string) =>
  Object.hasOwn(words, name) ? (words[name] as string) : name;

function signedInBy(language: Language, approval: Approval): Markup {
  const { locale, notes: words } = wordsIn(language);
  const matched = named(words.matched, approval.match);
  const approved = approval.by ? words.approvedOn(apart(language, approval.by), matched) : words.approved(matched);
  const how = approval.fallback ? words.fallback(named(words.typed, approval.fallback)) : approved;
  const at = new Date(approval.iat * 1000);
  return html`<details class="receipt">
<summary><svg width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M5 12.6l4.6 4.6L19 7.4" /></svg>
<span>${how}</span></summary>
<p class="hint">${words.receipt}</p>
<dl dir="ltr">
<div><dt>outcome</dt><dd>${approval.outcome}</dd></div>
${approval.fallback ? html`<div><dt>fallback</dt><dd>${approval.fallback}</dd></div>` : ''}
<div><dt>match</dt><dd>${approval.match}</dd></div>
<div><dt>amr</dt><dd>${approval.amr.join(', ') || words.none}</dd></div>
<div><dt>acr</dt><dd>${approval.acr}</dd></div>
<div><dt>iat</dt><dd><time datetime="${at.toISOString()}">${shortTime(at, locale)}</time></dd></div>
</dl>
</details>`;
}

function noteCard(session: Session, note: Note): Markup {
  const { locale, notes: words } = wordsIn(session.language);
  const at = new Date(note.created_at_ms);
  return html`<li class="note">
<p dir="auto">${note.text}</p>
<footer><time datetime="${at.toISOString()}">${shortTime(at, locale)}</time>
<form method="post" action="/notes/remove">${csrf(session)}<input type="hidden" name="id" value="${note.id}">
<button class="quiet" aria-label="${words.throwAwayNamed(note.text.slice(0, 40))}">${words.throwAway}</button></form></footer>
</li>`;
}

function shortTime(at: Date, locale: string): string {
  return at.toLocaleString(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}
