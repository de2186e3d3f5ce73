import type { Here } from '../here.ts';
import type { offlineWords as english } from '../offline-words.ts';

const thisOne = (here: Here) => (here === 'phone' ? 'このスマートフォン' : 'このパソコン');

/** Signing in by digits of a phone without a network. Apart from `words`, as those of vouching-words.ts. */
export const offlineWords: typeof english = {
  ask: {
    title: (here: Here) => `${thisOne(here)}からは何も送信されません`,
    body: '承認すると8桁の数字が出ます。ログインするページに入力してください。',
  },

  code: {
    title: 'ログインするページに入力してください',
    lead: (application: string) =>
      `コードを読み取った${application}のページに入力してください。この数字は誰にも教えないでください。`,
    label: '入力する数字',
    left: (left: string) => `${left}。1回だけ使えます`,
    sent: (here: Here) =>
      `${thisOne(here)}からは何も送信していないため、ログインできたかどうかはここではわかりません。`,
  },

  denied: {
    title: '承認しませんでした',
    body: (application: string) => `数字は出ません。何も送信していないため、${application}には伝わっていません。`,
    next: (application: string) =>
      `ログインした覚えがなければ、${application}のパスワードを変更してください。誰かに知られているおそれがあります。`,
  },
};
