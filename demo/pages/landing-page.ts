import { html } from 'hono/html';
import type { Session } from '../session.ts';
import { door, type Markup } from './layout.ts';

export function landingPage(session: Session): Markup {
  return door({
    title: 'Notes that stay in port',
    content: html`
<h1 class="large">Notes that stay in port.</h1>
<p class="lead">Write things down, come back later. Signing in takes your password and a yes from your own phone,
so a password that leaks opens nothing.</p>
<div class="actions">
  <a class="button" href="/signup">Create an account</a>
  <a class="button second" href="/login">${session.stage === 'password' ? 'Go on signing in' : 'Sign in'}</a>
</div>
<ol class="how">
  <li><strong>Create</strong> an account with a password.</li>
  <li><strong>Pair</strong> your phone with it, once.</li>
  <li><strong>Sign in:</strong> your phone asks, you carry over six digits.</li>
</ol>`,
  });
}
