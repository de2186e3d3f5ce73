import type { Here } from '../here.ts';
import type { totpWords as english } from '../totp-words.ts';

/** An app that shows six digits, for when no device of Nod is at hand. Apart from `words`: only its screen says this. */
export const totpWords: typeof english = {
  title: '別のアプリの6桁の数字',
  lead: 'Nodの端末が手元にないとき、30秒ごとに新しい数字を表示するアプリでログインできます。対応しているサービスで使えます。',
  linkNote: '使える端末が手元にないときのために',

  none: {
    body: 'この種のアプリならどれでもかまいませんが、この端末以外に入れるのが安全です。次に表示する内容を知られると、あなたとしてログインされるおそれがあるため、表示は1回だけです。',
    begin: '設定する',
    beginning: '準備しています…',
  },

  begun: {
    scan: '別のアプリで読み取ってください',
    qr: '別のアプリで読み取るコード',
    open: (here: Here) => (here === 'phone' ? 'このスマートフォンのアプリで開く' : 'このパソコンのアプリで開く'),
    byHand: 'または、アプリに次の文字を入力してください',
    byHandHint: '時間ベース、6桁、30秒ごと。',
    first: 'アプリに今表示されている6桁の数字',
    firstHint: '正しく動くことを確かめます。',
    wrong: '6桁の数字を入力してください。',
    misfit: '数字が合いません。アプリに今表示されている数字を入力してください。',
    confirm: 'オンにする',
    confirming: '確認しています…',
    until: (when: string) => `期限は${when}です。過ぎたら、始めからやり直してください。`,
  },

  on: {
    by: '設定した端末',
    someDevice: '今はない端末',
    since: '設定した日時',
    counts: '利用',
    countsFrom: (when: string) => `${when}から使えます。以前からの端末にお知らせし、それまでは削除できます`,
    always: '使えます',
    endedTitle: '使えなくなりました',
    endedBody: '設定した端末が一時停止または削除されたため、このアプリの数字も使えなくなりました。',
    again: '別のアプリを設定する',
    remove: '削除する',
    removing: '削除しています…',
    askTitle: '削除しますか？',
    askBody: 'このアプリの数字では、どこにもログインできなくなります。アプリの中の登録も削除してください。',
    askConfirm: '削除する',
  },
};
