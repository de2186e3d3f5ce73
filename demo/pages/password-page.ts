import { html } from 'hono/html';
import type { Account } from '../accounts.ts';
import { PASSWORD_MIN_CHARACTERS } from '../password-hash.ts';
import type { Session } from '../session.ts';
import { csrf, field, type Markup, room } from './layout.ts';

export function passwordPage(
  session: Session,
  given: { account: Account; errors?: Record<string, string>; changed?: boolean },
): Markup {
  const { account, changed = false } = given;
  return room({
    title: 'Your password',
    session,
    account,
    here: 'devices',
    content: changed ? done() : form(session, given.errors ?? {}),
  });
}

function form(session: Session, errors: Record<string, string>): Markup {
  return html`
<h1>Change your password</h1>
<p class="lead">Somebody else may know it? Change it now: wherever it was used to sign in, that ends.</p>
<form method="post" action="/password" class="stack">
  ${csrf(session)}
  ${field({
    name: 'current',
    label: 'Password until now',
    type: 'password',
    autocomplete: 'current-password',
    error: errors.current,
    focus: !errors.password,
  })}
  ${field({
    name: 'password',
    label: 'New password',
    type: 'password',
    autocomplete: 'new-password',
    error: errors.password,
    hint: `At least ${PASSWORD_MIN_CHARACTERS} characters. A few words in a row are good.`,
    focus: Boolean(errors.password),
  })}
  <button class="button">Change password</button>
</form>`;
}

function done(): Markup {
  return html`
<h1>Your password is changed</h1>
<p class="lead">Everywhere else you are signed out, and so is anybody who knew the old one.</p>
<div class="row"><a class="button" href="/notes">Go on to your notes</a><a class="button second" href="/devices">See your devices</a></div>`;
}
