import { html } from 'hono/html';
import type { Session } from '../session.ts';
import { csrf, door, field, type Markup } from './layout.ts';

export function loginPage(session: Session, given: { next: string; username?: string; error?: string }): Markup {
  return door({
    title: 'Sign in',
    content: html`
<h1>Sign in</h1>
<p class="lead">Then your phone asks whether it’s you.</p>
${given.error ? html`<p class="alert" role="alert">${given.error}</p>` : ''}
<form method="post" action="/login" class="stack">
  ${csrf(session)}
  <input type="hidden" name="next" value="${given.next}">
  ${field({ name: 'username', label: 'Name', value: given.username, autocomplete: 'username', focus: !given.username })}
  ${field({
    name: 'password',
    label: 'Password',
    type: 'password',
    autocomplete: 'current-password',
    focus: Boolean(given.username),
  })}
  <button class="button">Go on</button>
</form>
<p class="aside">New here? <a href="/signup">Create an account</a></p>`,
  });
}
