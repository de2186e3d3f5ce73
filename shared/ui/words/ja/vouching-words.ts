import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { vouchingWords as english } from '../vouching-words.ts';

const counted = countedIn('ja');
const thisOne = (here: Here) => (here === 'phone' ? 'このスマートフォン' : 'このパソコン');

/**
 * A new device asks to be let in: its own screens, and the card on the devices that are asked. Apart from `words`, since only
 * screens that are loaded when they are opened say this.
 */
export const vouchingWords: typeof english = {
  waysIn: {
    title: (here: Here) => `以前、${thisOne(here)}でNodを使っていましたか？`,
    body: (here: Here) =>
      `ブラウザがデータを消したか、インストールし直したのかもしれません。その場合は、新しい端末と同じように${thisOne(here)}を登録し直します。`,
    ways: (here: Here) => [
      'ログインするサービスかサーバーの運営者から、コードをもらってください。',
      `ほかの端末にもNodがあれば、用意してください。${thisOne(here)}の許可を、そちらに依頼します。`,
      `${thisOne(here)}しかなかった場合は、復旧コードを用意し、サーバーのアドレスの/accountを開いてください。`,
      '復旧コードもなければ、サーバーの運営者に頼んでください。そのコードなら、ほかの端末は要りません。',
    ],
  },

  waiting: {
    title: (here: Here) => `${thisOne(here)}を許可`,
    lead: 'ほかの端末でNodを開き、この数字を入力するか、コードを読み取ってください。',
    asking: 'ほかの端末に依頼しています…',
    asked: (devices: string) => `${devices}に通知しました。`,
    quiet:
      '今回は通知を送っていません。ほかの端末でNodを開き、「ログインの途中です」を選んで、このコードを読み取るか、数字を入力してください。',
    answerable: (devices: string) => `${devices}で回答できます。`,
    code: '数字',
    qr: '同じ内容の、読み取り用のコード',
    fingerprint: (print: string) => `この端末の識別番号: ${print}。もう一方の端末にも同じものが表示されます。`,
    left: (left: string) => `${left}。この間、Nodを閉じてもかまいません。`,
    askAgain: 'もう一度依頼する',
    askingAgain: '依頼しています…',
    asksLeft: (count: number) =>
      count === 0 ? '依頼できるのはこれが最後です。' : counted(count, { other: 'あと#回依頼できます。' }),
    noOther: 'ほかの端末が手元にありませんか？',
    noOtherBody: (server: string) =>
      `${server}の運営者は、ほかの端末なしで許可できます。新しいコードをもらい、もう一度登録してください。`,
    stop: '登録をやめる',
    stopTitle: (here: Here) => `${thisOne(here)}の登録をやめますか？`,
    stopBody: 'アカウントには何も追加されていません。やり直すには、新しいコードが必要です。',
    stopping: '登録をやめています…',
    hereTitle: (here: Here) => `${thisOne(here)}には以前の登録があります`,
    hereBody: '以前の登録で、新しい登録を許可できます。以前の登録は、新しい登録に置き換わります。',
    here: 'ここで許可する',
    ranOutTitle: '時間切れです',
    ranOutBody: '回答がありませんでした。ほかの端末を手元に用意してから、もう一度依頼してください。',
    failedTitle: '数字の誤りが3回ありました',
    failedBody: 'もう一度依頼し、新しい数字をほかの端末に入力してください。',
    failedLast: 'この数字は使えなくなり、依頼できる回数も残っていません。',
    refusedTitle: (here: Here) => `${thisOne(here)}は許可されませんでした`,
    refusedBody: 'ほかの端末で拒否されました。',
    lastBody: 'ほかの端末で拒否されたか、数字の誤りが3回ありました。',
    lapsedBody: 'どの端末でも、時間内に許可されませんでした。',
    keptOutNext: 'それでも追加したいときは、ログインするサービスで新しいコードをもらい、もう一度登録してください。',
    pairAgain: 'もう一度登録する',
  },

  /** Nobody lets it in, and it waits for days instead. */
  days: {
    offer: (delay: string) => `代わりに${delay}待つ`,
    offerBody: (delay: string) =>
      `待つこともできます。ほかの端末とメールにお知らせし、誰かがそれを見てから${delay}のうちに拒否されなければ、この端末が許可されます。`,
    askTitle: (delay: string) => `${delay}待ちますか？`,
    askBody:
      'なくした端末も含むすべての端末と、登録があればメールに、この端末が許可なしでの追加を求めていることをお知らせします。どれかで誰かがそれを見たときから時間を数えます。一度でも拒否されると終わります。',
    askConfirm: 'お知らせして待つ',
    asking: '端末にお知らせしています…',
    title: '許可を待っています',
    unseen: (delay: string) =>
      `お知らせはまだ誰にも見られていません。届いたメールを開いて自分の操作だと伝えるか、ほかの端末で「アカウントの記録」を見てください。そこから${delay}を数え始めます。`,
    until: (when: string) => `どの端末からも拒否されなければ、${when}に許可されます。`,
    off: (server: string) =>
      `${server}では、待つだけでは許可されなくなりました。運営者にコードをもらうか、ほかの端末で許可してください。`,
    lapses: (when: string) => `${when}までに誰も見なければ、この登録は終わります。`,
    close: 'この間、Nodを閉じてもかまいません。終わる1日前に、もう一度すべての端末とメールにお知らせします。',
    askOthers: 'ほかの端末に依頼する',
    overBody: 'ほかの端末で拒否されたか、時間内にお知らせが見られませんでした。',
    refused: (here: Here) => ({
      title: `${thisOne(here)}は、待っても許可されません`,
      body: 'すでに別の新しい端末が待っているか、この1週間に拒否があったか、拒否できる端末が残っていません。',
      nextStep: 'サーバーの運営者にコードをもらうか、ほかの端末で許可してください。',
    }),
  },

  same: {
    title: (here: Here) => `この中に${thisOne(here)}がありますか？`,
    lead: (here: Here) =>
      `ブラウザがNodのデータを消したか、インストールし直した場合、${thisOne(here)}は端末の一覧に残っています。二重にならないように選んでください。`,
    after: '選んだ端末はすぐに使えなくなり、1日後に削除されます。',
    lastSeen: (when: string) => `最終利用: ${when}`,
    none: 'どれでもない',
    busy: 'お待ちください…',
    chosen: (name: string) => `${name}です`,
  },

  card: {
    add: (device: string) => `${device}をアカウントに追加しますか？`,
    move: (device: string) => `アカウントを${device}に移しますか？`,
    lead: 'どこでもあなたとして回答できるようになります。その端末を手に持っている場合だけ進めてください。',
    moveLead: (here: Here) =>
      `${thisOne(here)}の代わりになり、${thisOne(here)}ではすぐに回答できなくなります。その端末を手に持っている場合だけ進めてください。`,
    kinds: { pwa: 'スマートフォンまたはブラウザのNod', extension: 'パソコンのブラウザのNod' },
    fingerprint: '識別番号',
    account: 'アカウント',
    codeLabel: '新しい端末に表示された数字を入力してください',
    reportBody:
      'この端末を今後も拒否し、ほかの端末にお知らせします。追加用のコードをもらった覚えがなければ、誰かがあなたの名前でもらっています。ログインするサービスのパスワードを変更してください。',
    reportTitle: 'この端末を拒否しますか？',
    reportConfirm: '端末を拒否する',
  },

  outcome: {
    approved: {
      title: '許可しました',
      body: (name: string) => `この端末と同じように、${name}でも回答できるようになりました。`,
      next: 'ほかの端末にお知らせしました。間違いだった場合は、「アカウント」から削除してください。',
    },
    moved: {
      title: '移しました',
      body: (name: string) => `このアカウントには${name}で回答できるようになりました。`,
      next: 'この端末では回答できません。1日後にアカウントから削除されます。',
    },
    denied: {
      title: '拒否しました',
      body: (name: string) => `${name}はアカウントに追加されていません。このコードではもう依頼できません。`,
      next: '自分の端末だった場合は、新しいコードをもらい、もう一度登録してください。',
    },
    reported: {
      title: '拒否しました',
      body: (name: string) => `${name}はアカウントに追加されていません。ほかの端末にお知らせしました。`,
      next: 'コードをもらった覚えがなければ、ログインするサービスのパスワードを変更してください。誰かに知られているおそれがあります。',
    },
    expired: {
      title: '間に合いませんでした',
      body: (name: string) => `${name}の依頼は、回答の前に期限が切れました。追加されていません。`,
      next: 'その端末を手に持っている場合は、そこで「もう一度依頼する」を選んでください。',
    },
    canceled: {
      title: '回答は不要になりました',
      body: (name: string) => `${name}が依頼をやめたか、サーバーの運営者が許可しました。`,
      next: '心当たりがなければ、「アカウント」を確認してください。',
    },
    failed: {
      title: '数字の誤りが続きました',
      body: (name: string) => `${name}はアカウントに追加されていません。`,
      next: 'その端末を手に持っている場合は、そこで「もう一度依頼する」を選び、新しい数字を入力してください。',
    },
  },
};
