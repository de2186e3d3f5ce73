import { expect, test } from 'vitest';
import { LANGUAGES } from '../../languages/languages.ts';
import type { requestWords as RequestWords } from './request-words.ts';
import type { vouchingWords as VouchingWords } from './vouching-words.ts';

/** What Around puts a name in as an element by: a sentence that left it out, or said it twice, would lose its end. */
test.each(LANGUAGES)('in %s a sentence has the name that is drawn in it once', async (language) => {
  const folder = language === 'en' ? '.' : `./${language}`;
  const { requestWords }: { requestWords: typeof RequestWords } = await import(`${folder}/request-words.ts`);
  const { vouchingWords }: { vouchingWords: typeof VouchingWords } = await import(`${folder}/vouching-words.ts`);
  const { request, outcome, history, pending } = requestWords;
  const { card, waiting } = vouchingWords;
  const sentences = {
    signIn: request.signIn,
    originOpen: request.originOpen,
    ...outcome.elsewhere.title,
    on: (name: string) => history.on('…', name),
    letIn: pending.letIn,
    add: card.add,
    move: card.move,
    asked: waiting.asked,
    answerable: waiting.answerable,
  };
  for (const [name, say] of Object.entries(sentences)) expect(say('|').split('|'), name).toHaveLength(2);
});
