import { html } from 'hono/html';
import { PASSWORD_MIN_CHARACTERS } from '../password-hash.ts';
import type { Session } from '../session.ts';
import { wordsIn } from '../words/all.ts';
import { csrf, door, field, type Markup } from './layout.ts';

export function signupPage(
  session: Session,
  given: { username?: string; displayName?: string; errors?: Record<string, string> },
): Markup {
  const { errors = {} } = given;
  const wrong = ['username', 'displayName', 'password'].find((name) => errors[name]) ?? 'username';
  const { signUp, signIn, password, site } = wordsIn(session.language);
  return door({
    language: session.language,
    title: signUp.title,
    content: html`
<h1>${signUp.title}</h1>
<p class="lead">${signUp.lead}</p>
<form method="post" action="/signup" class="stack">
  ${csrf(session)}
  ${field({
    name: 'username',
    label: signUp.username,
    value: given.username,
    autocomplete: 'username',
    error: errors.username,
    hint: signUp.usernameHint,
    focus: wrong === 'username',
  })}
  ${field({
    name: 'displayName',
    label: signUp.displayName,
    value: given.displayName,
    autocomplete: 'name',
    error: errors.displayName,
    optional: site.optional,
    focus: wrong === 'displayName',
  })}
  ${field({
    name: 'password',
    label: password.label,
    type: 'password',
    autocomplete: 'new-password',
    error: errors.password,
    focus: wrong === 'password',
    hint: password.hint(PASSWORD_MIN_CHARACTERS),
  })}
  <button class="button">${signUp.go}</button>
</form>
<p class="aside">${signUp.haveOne} <a href="/login">${signIn.title}</a></p>`,
  });
}
