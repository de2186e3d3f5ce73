import { html } from 'hono/html';
import type { Session } from '../session.ts';
import { wordsIn } from '../words/all.ts';
import { door, type Markup } from './layout.ts';

export function landingPage(session: Session): Markup {
  const { landing, signUp, signIn } = wordsIn(session.language);
  return door({
    language: session.language,
    title: landing.title,
    content: html`
<h1 class="large">${landing.heading}</h1>
<p class="lead">${landing.lead}</p>
<div class="actions">
  <a class="button" href="/signup">${signUp.title}</a>
  <a class="button second" href="/login">${session.stage === 'password' ? landing.goOn : signIn.title}</a>
</div>
<ol class="how">${landing.steps.map(({ first, rest }) => html`<li><strong>${first}</strong>${rest}</li>`)}</ol>`,
  });
}
