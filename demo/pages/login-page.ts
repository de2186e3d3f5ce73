import { html } from 'hono/html';
import type { Session } from '../session.ts';
import { wordsIn } from '../words/all.ts';
import { csrf, door, field, type Markup } from './layout.ts';

export function loginPage(session: Session, given: { next: string; username?: string; error?: string }): Markup {
  const { signIn, signUp, password } = wordsIn(session.language);
  return door({
    language: session.language,
    title: signIn.title,
    content: html`
<h1>${signIn.title}</h1>
<p class="lead">${signIn.lead}</p>
${given.error ? html`<p class="alert" role="alert">${given.error}</p>` : ''}
<form method="post" action="/login" class="stack">
  ${csrf(session)}
  <input type="hidden" name="next" value="${given.next}">
  ${field({ name: 'username', label: signIn.username, value: given.username, autocomplete: 'username', focus: !given.username })}
  ${field({
    name: 'password',
    label: password.label,
    type: 'password',
    autocomplete: 'current-password',
    focus: Boolean(given.username),
  })}
  <button class="button">${signIn.go}</button>
</form>
<p class="aside">${signIn.newHere} <a href="/signup">${signUp.title}</a></p>`,
  });
}
