import { html } from 'hono/html';
import { PASSWORD_MIN_CHARACTERS } from '../password-hash.ts';
import type { Session } from '../session.ts';
import { csrf, door, field, type Markup } from './layout.ts';

export function signupPage(
  session: Session,
  given: { username?: string; displayName?: string; errors?: Record<string, string> },
): Markup {
  const { errors = {} } = given;
  const wrong = ['username', 'displayName', 'password'].find((name) => errors[name]) ?? 'username';
  return door({
    title: 'Create an account',
    content: html`
<h1>Create an account</h1>
<p class="lead">Next you pair your phone. It takes about a minute.</p>
<form method="post" action="/signup" class="stack">
  ${csrf(session)}
  ${field({
    name: 'username',
    label: 'Name to sign in with',
    value: given.username,
    autocomplete: 'username',
    error: errors.username,
    hint: '3 to 32 letters, digits, dots or hyphens.',
    focus: wrong === 'username',
  })}
  ${field({
    name: 'displayName',
    label: 'Name that people see',
    value: given.displayName,
    autocomplete: 'name',
    error: errors.displayName,
    optional: true,
    focus: wrong === 'displayName',
  })}
  ${field({
    name: 'password',
    label: 'Password',
    type: 'password',
    autocomplete: 'new-password',
    error: errors.password,
    focus: wrong === 'password',
    hint: `At least ${PASSWORD_MIN_CHARACTERS} characters. A few words in a row are good.`,
  })}
  <button class="button">Create account</button>
</form>
<p class="aside">You have one? <a href="/login">Sign in</a></p>`,
  });
}
