import type { accountWords as english } from '../account-words.ts';
import type { Here } from '../here.ts';

/** One account's own screen. Apart from `words`, since only screens that are opened now and then say this. */
export const accountWords: typeof english = {
  title: 'アカウント',
  /** The row that leads to it, where its name is the title. */
  note: '端末、復旧コード、アカウントの記録',
  atHand: (here: Here) => (here === 'phone' ? 'スマートフォンが手元にないとき' : '使える端末が手元にないとき'),
  codesNone: 'まだ作成していません',
  totp: {
    none: '設定していません',
    by: (device: string) => `${device}で設定しました`,
    bySome: '設定しました',
    countsFrom: (when: string) => `${when}から使えます`,
    ended: '使えなくなりました',
  },
  email: {
    title: 'お知らせ用のメールアドレス',
    none: 'なし。Nodからメールは届きません',
    countsFrom: (address: string, when: string) => `${address}（${when}から）`,
    unavailable: 'このサーバーはメールを送りません。',
  },
  more: 'これまでの記録とお知らせ先',
  nothingHappened: 'まだありません',
  nothingAsked: 'まだありません',
};
