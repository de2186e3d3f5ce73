import { countedIn } from '../../languages/counted.ts';
import { spoken } from '../../languages/spoken.ts';

const counted = countedIn('en-GB');
const entries = (count: number) => counted(count, { one: '# entry', other: '# entries' });

/** What is attached to a request, and why a person says no. Apart from `words`, since few requests need it. */
export const attachmentWords = spoken('attachmentWords', {
  title: (count: number) => (count === 1 ? 'Attached: read it first' : 'Attached: read them first'),
  loading: 'Fetching what is attached…',
  lines: (count: number) => counted(count, { one: '# line', other: '# lines' }),
  plain: 'Text',
  diff: 'Changes',
  markdown: 'Markdown, as it is written',
  json: 'JSON',
  added: 'Added:',
  removed: 'Removed:',
  hidden: (count: number) =>
    counted(count, {
      one: 'It holds a character that can’t be seen. It is shown by its number, like U+202E.',
      other: 'It holds # characters that can’t be seen. They are shown by their numbers, like U+202E.',
    }),
  asText: 'Show as text',
  folded: 'Show folded',
  entries,
  more: (count: number, all: number) => `Show ${count} more of ${entries(all)}`,
  goesOn: 'It goes on: scroll down, or show more.',
  showMore: 'Show more',
  end: (name: string) => `End of ${name}`,
  readAll: 'Approve can be pressed once you have scrolled to the end of each.',
  read: 'Read to its end',
  reason: {
    title: 'Deny, and say why',
    lead: (application: string) => `${application} may get to read it, word for word.`,
    notAsked: 'I didn’t ask for this',
    wrong: 'Something in it is wrong',
    notNow: 'Not now: ask me later',
    own: 'In your own words',
    hint: (most: number) => `At most ${most} characters.`,
    deny: 'Deny with this reason',
    refused: 'Only plain letters and signs, on one line.',
  },
});
