import { html } from 'hono/html';
import type { Account } from '../accounts.ts';
import { PASSWORD_MIN_CHARACTERS } from '../password-hash.ts';
import type { Session } from '../session.ts';
import { wordsIn } from '../words/all.ts';
import type { DemoWords } from '../words/en.ts';
import { csrf, field, type Markup, room } from './layout.ts';

export function passwordPage(
  session: Session,
  given: { account: Account; errors?: Record<string, string>; changed?: boolean },
): Markup {
  const { account, changed = false } = given;
  const { password } = wordsIn(session.language);
  return room({
    title: password.title,
    session,
    account,
    here: 'devices',
    content: changed ? done(password) : form(session, given.errors ?? {}),
  });
}

function form(session: Session, errors: Record<string, string>): Markup {
  const { password } = wordsIn(session.language);
  return html`
<h1>${password.change}</h1>
<p class="lead">${password.lead}</p>
<form method="post" action="/password" class="stack">
  ${csrf(session)}
  ${field({
    name: 'current',
    label: password.current,
    type: 'password',
    autocomplete: 'current-password',
    error: errors.current,
    focus: !errors.password,
  })}
  ${field({
    name: 'password',
    label: password.new,
    type: 'password',
    autocomplete: 'new-password',
    error: errors.password,
    hint: password.hint(PASSWORD_MIN_CHARACTERS),
    focus: Boolean(errors.password),
  })}
  <button class="button">${password.go}</button>
</form>`;
}

function done(password: DemoWords['password']): Markup {
  return html`
<h1>${password.changed}</h1>
<p class="lead">${password.changedBody}</p>
<div class="row"><a class="button" href="/notes">${password.toNotes}</a><a class="button second" href="/devices">${password.toDevices}</a></div>`;
}
