import { html } from 'hono/html';
import type { Language } from '../../shared/languages/languages.ts';
import type { Session } from '../session.ts';
import type { Trouble } from '../trouble.ts';
import { wordsIn } from '../words/all.ts';
import { csrf, door, type Markup } from './layout.ts';

/** Says what didn't work, and what to do next. */
export function troublePage(
  session: Session | undefined,
  language: Language,
  trouble: Pick<Trouble, 'title' | 'text' | 'next' | 'also'>,
): Markup {
  const { next, also } = trouble;
  const words = wordsIn(language).trouble;
  return door({
    language,
    title: trouble.title,
    content: html`
<h1>${trouble.title}</h1>
<p class="lead">${trouble.text}</p>
<div class="row">
${
  'again' in next
    ? html`<form method="post" action="/login/again">${session ? csrf(session) : ''}<button class="button">${words.again}</button></form>
<a class="button second" href="/login">${words.back}</a>`
    : html`<a class="button" href="${next.href}">${next.label}</a>`
}
${also ? html`<a class="button second" href="${also.href}">${also.label}</a>` : ''}
</div>`,
  });
}
