/** What is attached to a request, and why a person says no. In files that are loaded with it. */
export const attachmentWords = {
  title: (count: number) => (count === 1 ? 'Attached: read it first' : 'Attached: read them first'),
  loading: 'Fetching what is attached…',
  lines: (count: number) => (count === 1 ? '1 line' : `${count.toLocaleString('en')} lines`),
  size: (bytes: number) =>
    bytes < 1024
      ? `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
      : `${(bytes / 1024).toLocaleString('en', { maximumFractionDigits: 1 })} KiB`,
  kinds: {
    'text/plain': 'Text',
    'text/x-diff': 'Changes',
    'text/markdown': 'Markdown, as it is written',
    'application/json': 'JSON',
  } as Readonly<Record<string, string | undefined>>,
  added: 'Added:',
  removed: 'Removed:',
  hidden: (count: number) =>
    count === 1
      ? 'It holds a character that can’t be seen. It is shown by its number, like U+202E.'
      : `It holds ${count.toLocaleString('en')} characters that can’t be seen. They are shown by their numbers, like U+202E.`,
  asText: 'Show as text',
  folded: 'Show folded',
  entries: (count: number) => (count === 1 ? '1 entry' : `${count.toLocaleString('en')} entries`),
  more: (count: number) => `Show ${count.toLocaleString('en')} more`,
  goesOn: 'It goes on: scroll down, or show more',
  showMore: 'Show more',
  end: (name: string) => `End of ${name}`,
  readAll: 'Approve can be pressed once you have scrolled to the end of each.',
  read: 'Read to its end',
  reason: {
    title: 'Deny, and say why',
    lead: (application: string) => `${application} is told, word for word.`,
    picks: ['I didn’t ask for this', 'Something in it is wrong', 'Not now: ask me later'],
    own: 'In your own words',
    hint: (most: number) => `At most ${most} characters.`,
    deny: 'Deny with this reason',
    refused: 'Only plain letters and signs, on one line.',
  },
} as const;
