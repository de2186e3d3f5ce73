import { countedIn } from '../../../languages/counted.ts';
import type { attachmentWords as english } from '../attachment-words.ts';

const counted = countedIn('ja');
const entries = (count: number) => counted(count, { other: '#件' });

/** What is attached to a request, and why a person says no. Apart from `words`, since few requests need it. */
export const attachmentWords: typeof english = {
  title: (count: number) => (count === 1 ? '添付: 先に読んでください' : '添付: 先にすべて読んでください'),
  loading: '添付を取得しています…',
  lines: (count: number) => counted(count, { other: '#行' }),
  plain: 'テキスト',
  diff: '変更点',
  markdown: 'Markdown（書かれたまま）',
  json: 'JSON',
  added: '追加:',
  removed: '削除:',
  hidden: (count: number) =>
    counted(count, {
      other: '見えない文字が#個あります。U+202Eのような番号で表示しています。',
    }),
  asText: 'テキストで表示',
  folded: '折りたたんで表示',
  entries,
  more: (count: number, all: number) => `${entries(all)}のうち、あと${count}件を表示`,
  goesOn: '続きがあります。下にスクロールするか、続きを表示してください。',
  showMore: '続きを表示',
  end: (name: string) => `${name}の終わり`,
  readAll: 'それぞれを最後までスクロールすると「承認する」を押せます。',
  read: '最後まで読みました',
  reason: {
    title: '理由をつけて拒否',
    lead: (application: string) => `${application}にそのまま読まれることがあります。`,
    notAsked: '頼んでいません',
    wrong: '内容に間違いがあります',
    notNow: '今はできません。あとで聞いてください',
    own: '自分の言葉で',
    hint: (most: number) => `${most}文字まで。`,
    deny: 'この理由で拒否する',
    refused: '普通の文字と記号だけを、1行で入力してください。',
  },
};
