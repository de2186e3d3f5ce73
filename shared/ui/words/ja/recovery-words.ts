import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { recoveryWords as english } from '../recovery-words.ts';

const counted = countedIn('ja');
const thisOne = (here: Here) => (here === 'phone' ? 'このスマートフォン' : 'このパソコン');

/** Recovery codes: making them, keeping them, and getting in by one. Apart from `words`, since only lazy screens say this. */
export const recoveryWords: typeof english = {
  title: '復旧コード',
  note: '端末がすべて使えなくなったときのために、紙で保管します',
  offer: (here: Here) =>
    `もうひとつ。${thisOne(here)}をなくしても、紙に控えた復旧コードがあればまた使えます。ないと、サーバーの運営者に頼むしかありません。「完了」を選んでも、あとで「アカウント」から作成できます。`,
  /** In place of the offer, where there are some already. */
  kept: (here: Here, left: number) =>
    counted(left, {
      other: `${thisOne(here)}をなくしても、復旧コードで新しい端末を追加できます。残り#個です。`,
    }),
  /** In place of words.accounts.onlyDeviceNext. */
  onlyDeviceNext: (host: string) =>
    `なくしても、復旧コードで新しい端末を追加できます。2台目も登録するには、その端末で${host}を開き、コードを入力してください。コードは、最初のコードと同じところでもらえます。`,
  lead: (here: Here) =>
    here === 'phone'
      ? 'スマートフォンをなくしたり壊したりしても、復旧コードがあれば、ほかの端末がなくても新しい端末を追加できます。紙に控えて、スマートフォンとは別の場所に保管してください。'
      : 'パソコンをなくしたり壊したりしても、復旧コードがあれば、ほかの端末がなくても新しい端末を追加できます。紙に控えて、パソコンとは別の場所に保管してください。',
  looking: '確認しています…',
  none: '復旧コードがありません',
  noneNext: '復旧コードもほかの端末もないと、サーバーの運営者に頼まない限り、ログインできなくなります。',
  left: (count: number) => (count === 0 ? 'すべて使用済みです' : counted(count, { other: '残り#個' })),
  made: (when: string) => `作成: ${when}`,
  few: '使えるうちに、新しいコードを作成してください。古いコードは使えなくなります。',
  /** On the first screen. */
  fewLeft: (count: number) =>
    count === 0 ? '復旧コードはすべて使用済みです' : counted(count, { other: '復旧コードが残り#個です' }),
  fewNext: 'ほかの手段をすべて失ったときに、また使えるようにするコードです。使えるうちに新しく作成してください。',
  make: '復旧コードを作成する',
  makeNew: '新しいコードを作成する',
  making: '作成しています…',
  askTitle: '新しいコードを作成しますか？',
  askBody: '古い用紙があれば、そのコードは使えなくなります。すべての端末にお知らせします。',

  fresh: 'あなたの復旧コード',
  freshLead: '表示されるのは今回だけです。今すぐ印刷するか保存してください。1個につき1回使えます。',
  print: '印刷する',
  save: 'ファイルに保存する',
  copy: 'コピーする',
  copied: 'コピーしました',
  copyFailed: 'ここではコピーできません',
  keep: '控えました',
  keepTitle: 'コードを控えましたか？',
  keepBody: 'このコードはもう一度表示できません。',
  fileName: 'nod-recovery-codes.txt',

  sheet: {
    title: 'Nodの復旧コード',
    address: 'アドレス',
    realm: '所属',
    username: 'ユーザー名',
    codes: 'コード',
    how: (address: string) =>
      `スマートフォンをなくしたときは、どのブラウザでもよいので${address}を開いてください。または、新しい端末を登録するときに「復旧コードを使う」を選んでください。`,
    warning:
      'ほかの場所には入力しないでください。サポートの担当者がコードをたずねることはなく、ほかのサイトで必要になることもありません。',
  },

  use: {
    open: '復旧コードを使う',
    title: '復旧コードを使う',
    lead: '用紙にあるコードのうち、まだ使っていないものを入力してください。1回だけ使えます。',
    letInLead: (here: Here) =>
      `ほかの端末がなくても、${thisOne(here)}の追加を許可できます。まだ使っていないコードを入力してください。`,
    realm: '所属',
    realmHint: '用紙に書かれているとおりに入力してください。',
    username: 'ユーザー名',
    usernameMissing: '用紙に書かれているユーザー名を入力してください。',
    code: '復旧コード',
    codeHint: '大文字と小文字は区別しません。ハイフンは省けます。',
    codeWrong: 'コードは英数字16文字で、4つに区切られています。',
    go: 'このコードを使う',
    busy: '確認しています…',
  },
};
