import { html } from 'hono/html';
import type { LoginUpdate } from '../../shared/sdk/login-update.ts';
import type { Account } from '../accounts.ts';
import type { Session } from '../session.ts';
import { apart, wordsIn } from '../words/all.ts';
import { csrf, door, type Markup } from './layout.ts';

/** The page that shows the code. <nod-login> does the rest; without scripts the code and a button remain. */
export function waitingPage(
  session: Session,
  login: { challengeId: string; code: string; qr: string; update: LoginUpdate | undefined; account: Account },
): Markup {
  const { update, code } = login;
  const { language } = session;
  const { waiting } = wordsIn(language);
  return door({
    language,
    title: waiting.title,
    script: 'waiting.js',
    challengeId: login.challengeId,
    content: html`
<h1 class="quiet-title">${waiting.heading(apart(language, login.account.username))}</h1>
<nod-login src="/login/events" code="${code}" qr="${login.qr}"
  update="${update ? JSON.stringify(update) : ''}">
  <form method="post" action="/login/cancel" class="row">
    ${csrf(session)}
    <button class="button second">${waiting.cancel}</button>
    ${update?.quiet ? '' : html`<p class="hint">${waiting.noNotification}</p>`}
  </form>
  <form slot="fallback" action="/login/fallback">${csrf(session)}</form>
  <div slot="after" class="row">
    <a class="button change" href="/password">${waiting.changePassword}</a>
    <form method="post" action="/login/again" class="again">${csrf(session)}<button class="button">${waiting.again}</button></form>
    <form method="post" action="/login/cancel">${csrf(session)}<button class="button second">${waiting.back}</button></form>
  </div>
</nod-login>
<form method="post" action="/login/finish" id="finish">
  ${csrf(session)}
  <noscript>
    ${code === '' ? '' : html`<p dir="ltr" class="plain-code">${code.slice(0, 3)} ${code.slice(3)}</p>`}
    <p class="hint">${code === '' ? waiting.answer : waiting.typeCode}</p>
    <button class="button">${waiting.answered}</button>
  </noscript>
</form>`,
  });
}
