import { countedIn } from '../../../languages/counted.ts';
import type { SuspensionView } from '../../../protocol/trust-api.ts';
import type { Here } from '../here.ts';
import type { trustWords as english } from '../trust-words.ts';

const counted = countedIn('ja');
const thisOne = (here: Here) => (here === 'phone' ? 'このスマートフォン' : 'このパソコン');

/**
 * What happened to an account, its devices one by one, and undoing: read by people who are worried. Apart from `words`, since
 * only screens that are loaded when they are opened say this.
 */
export const trustWords: typeof english = {
  happened: {
    lead: (saysSo: boolean) =>
      saysSo
        ? 'アカウントで起きたことと、その場所です。心当たりがないものは「心当たりがありません」を選び、ログインするサービスのパスワードを変更してください。'
        : 'アカウントで起きたことと、その場所です。心当たりがないものがあれば、ログインするサービスのパスワードを変更してください。',
    empty: 'まだ何もありません。端末の追加、一時停止、削除などがここに並びます。',
    kept: '最後にサーバーにつながったときの内容です。',
    more: '以前の記録を表示',
    loadingMore: '読み込んでいます…',
    times: (count: number) => counted(count, { other: '#回' }),
    reason: (given: string) => `理由:「${given}」`,
    undone: '「心当たりがありません」と回答しました',
    notMe: '心当たりがありません',
    undoing: '一時停止しています…',
    askTitle: (name: string) => `${name}を一時停止しますか？`,
    askBody: (name: string) =>
      `${name}と、それが許可したすべての端末が、すぐに回答できなくなります。あとで再開できます。`,
    askConfirm: '一時停止する',
    that: 'この操作をした端末',
    letIn: (when: string) => `${when}に許可`,
    letInAfter: (delay: string) => `あなたが見てから${delay}後に許可`,
    waits: {
      no: '拒否する',
      saying: '拒否しています…',
      askTitle: (name: string) => `${name}を拒否しますか？`,
      askBody:
        'この端末は追加されません。1週間は、誰も許可なしの追加を求められません。許可されたばかりなら、一時停止します。',
      askConfirm: '端末を拒否する',
      done: '拒否しました',
    },
    deniedTitle: '拒否しました',
    deniedBody:
      'アカウントには何も追加されていません。ログインするサービスのパスワードを変更してください。誰かに知られているおそれがあります。',
    pausedTitle: (names: string) => `一時停止しました: ${names}`,
    pausedBody:
      'その端末からはもう回答できません。ログインするサービスのパスワードを変更してください。誰かに知られているおそれがあります。',
    devices: '端末の一覧を見る',
  },

  device: {
    unknown: 'この端末はもうアカウントにありません。',
    kinds: { pwa: 'スマートフォンまたはブラウザのNod', extension: 'パソコンのブラウザのNod' },
    facts: 'この端末について',
    added: '追加した日時',
    lastSeen: '最終利用',
    letIn: '追加の経緯',
    fingerprint: '識別番号',
    fingerprintHint: '同じ名前の端末を見分けるための番号です。',
    confirms: '指紋、顔、またはPINで確認します',
    vouched: {
      first: '最初の端末',
      operator: 'サーバーの運営者が許可',
      recovery: '復旧コードで許可',
      off: 'ほかの端末の許可なし',
      waited: '待っている間に拒否されず、許可',
      device: (name: string) => `${name}が許可`,
      moved: (name: string) => `${name}から引き継ぎ`,
      someDevice: '今はない端末',
    },
    name: '名前',
    rename: '名前を保存する',
    renaming: '保存しています…',
    nameMissing: '名前を入力してください。',
    pause: '一時停止する',
    pausing: '一時停止しています…',
    pauseTitle: (name: string) => `${name}を一時停止しますか？`,
    pauseBody: 'すぐに回答できなくなります。いつでもここから再開できます。',
    pauseConfirm: '一時停止する',
    resume: '再開する',
    resuming: '再開しています…',
    resumeTitle: (name: string) => `${name}を再開しますか？`,
    resumeBody:
      'どこでも、あなたとしてまた回答できるようになります。どこにあるかわかっている場合だけ再開してください。',
    remove: '削除する',
    removing: '削除しています…',
    removeTitle: (name: string) => `${name}を削除しますか？`,
    removeBody: '今すぐ一時停止し、1日後に完全に削除します。それまでは、ここからでもほかの端末からでも再開できます。',
    removeThisBody: (here: Here) =>
      here === 'phone'
        ? '今お使いのスマートフォンです。すぐに回答できなくなり、元には戻せません。また使うには、もう一度登録してください。'
        : '今お使いのパソコンです。すぐに回答できなくなり、元には戻せません。また使うには、もう一度登録してください。',
    removeConfirm: '端末を削除する',
    lastTitle: 'ログインに使える最後の端末です',
    lastBody:
      'ほかに回答できる端末がありません。サーバーの運営者に助けてもらうまで、Nodが必要なところにログインできなくなります。',
    lastBodyCodes:
      'ほかに回答できる端末がありません。復旧コードで新しい端末を追加するまで、Nodが必要なところにログインできなくなります。',
    lastConfirm: 'それでも続ける',
  },

  /** Instead of words.removeOffline, of an account that is locked: the server was told, and refused. */
  removeLocked: (here: Here) => ({
    title: 'アカウントがロックされています',
    body: `${thisOne(here)}からは今すぐ削除されますが、ロック中はサーバーに伝わらず、あとから伝わることもありません。サーバーの運営者が削除するまで、${thisOne(here)}は端末の一覧に残ります。`,
  }),

  paused: {
    title: (here: Here) => `${thisOne(here)}は一時停止中です`,
    lead: 'リクエストは届かず、回答もできません。',
    account: 'アカウント',
    when: '停止した日時',
    why: '理由',
    removal: '完全な削除',
    removalAt: (when: string) => `${when}（その前にほかの端末で再開しなければ）`,
    someDevice: '別の端末',
    mineTitle: '自分の端末で、使い続けたいとき',
    mineBody: (until: string) =>
      `ほかの端末で再開してください。その端末を別の人が持っている場合は、${until}までにここで知らせてください。`,
    mine: 'これは自分の端末です',
    objecting: '知らせています…',
    askTitle: '相手の端末も一時停止しますか？',
    askBody:
      'この端末を停止した端末も一時停止します。サーバーの運営者が判断するまで、どちらの端末でも回答できません。相手の端末を別の人が持っている場合だけ選んでください。',
    askConfirm: '両方を一時停止する',
    waitsTitle: 'サーバーの運営者が判断します',
    waitsBody: '電話か対面で、何があったかを運営者に伝えてください。あなたの端末を再開してもらえます。',
    otherBody: 'ほかの端末の「アカウント」で再開してください。',
    backTitle: (here: Here) => `${thisOne(here)}でまた回答できます`,
    backBody: '再開されました。ほかに行うことはありません。',
  },

  takeBack: {
    press: '間違いだったので報告を取り消す',
    pressing: '取り消しています…',
    doneTitle: '報告を取り消しました',
    done: (application: string) =>
      `${application}からまた通知が届きます。このリクエストは拒否のままです。ご自身で始めた場合は、ログインを始めからやり直してください。`,
  },

  /** Of a past request that was approved within a day. */
  disown: {
    notMe: '心当たりがありません',
    telling: 'サイトに知らせています…',
    said: '「心当たりがありません」と回答しました。',
    askTitle: (application: string) => `${application}へのログインに心当たりがありませんか？`,
    askBody: (application: string) =>
      `${application}に知らせます。${application}は、この承認によるログインを終わらせることができます。回答した端末は一時停止します。ただし、この端末や、これより前からある端末は停止しません。`,
    askConfirm: '心当たりがないと知らせる',
    toldTitle: (application: string) => `${application}に知らせました`,
    pausedTitle: (application: string, device: string) => `${application}に知らせ、「${device}」を一時停止しました`,
    toldBody: 'そこでのパスワードも変更してください。ログインした人に知られています。',
    devices: '端末の一覧を見る',
  },

  /** Why a device is paused: first on the device itself (`by` did it), then in the list of another one. */
  why: {
    undo: (by: string) => `${by}で「心当たりがありません」と回答されました`,
    list: (by: string) => `${by}で一時停止されました`,
    removal: (by: string) => `${by}で削除されました`,
    replaced: () => '登録し直したため、端末の一覧に二重に並んでいます',
    moved: (by: string) => `アカウントを${by}に移しました`,
    objection: () => '2台の端末が、互いに相手はあなたのものではないと回答しました',
    wrong_codes: () => 'コードの誤りが続きました',
    idle: () => '長い間使われていませんでした',
    operator: () => 'サーバーの運営者が一時停止しました',
  } satisfies Record<SuspensionView['why'], (by: string) => string>,
  whyAccountPage: '復旧コードを使って、アカウントのページで一時停止されました',
  until: (when: string) => `${when}に完全に削除されます`,

  waitLink: {
    title: '新しい端末の追加を求められています',
    lead: 'アカウントについてのメールのリンクから開いたページです。',
    body: '誰かがあなたとしてログインし、ほかの端末の許可なしに端末を追加しようとしています。心当たりがなければ拒否してください。端末は追加されず、1週間は誰もこの方法を使えません。',
    press: '拒否して追加させない',
    pressing: '拒否しています…',
    seenBody: 'ご自身の操作なら、そうお知らせください。そこから待ち時間が始まり、終わるまではここで拒否できます。',
    seen: '確認しました。自分の操作です',
    seeing: '知らせています…',
    seenTitle: '待ち時間が始まりました',
    seenDone: (when: string) =>
      `あなたやほかの端末が拒否しなければ、新しい端末は${when}に許可されます。それまでメールを残しておいてください。`,
    doneTitle: '拒否しました',
    doneBody:
      '新しい端末はアカウントに追加されていません。今すぐ、ログインするサービスのパスワードを変更してください。誰かに知られているおそれがあります。',
  },

  undoLink: {
    title: '心当たりがありませんか？',
    lead: 'アカウントについてのメールのリンクから開いたページです。',
    body: 'ボタンを押すと、メールに書かれた端末と、それが許可したすべての端末がすぐに一時停止します。あとで再開できます。ご自身の操作なら、このページを閉じてください。まだ何も変わっていません。',
    press: '心当たりがないので一時停止する',
    pressing: '一時停止しています…',
    doneTitle: (names: string) => `一時停止しました: ${names}`,
    doneBody:
      'その端末からはもう回答できません。今すぐ、ログインするサービスのパスワードを変更し、自分の端末のNodで端末の一覧を確認してください。',
    missingTitle: 'リンクをもう一度開いてください',
    missingBody:
      'リンクの内容がここに残っていません。メールのリンクをもう一度押してください。ボタンを押すまで、リンクは使えます。',
  },

  email: {
    what: '端末の追加、一時停止、削除があったときにメールを送ります。メールには取り消し方も書かれています。',
    field: (username: string, place: string) => `${username}（${place}）のメールアドレス`,
    hint: '空欄にすると、メールは届きません。',
    wrong: 'メールアドレスではありません。',
    save: 'アドレスを保存する',
    saving: '保存しています…',
    counts: (when: string) =>
      `${when}から使われます。それまでは、以前のアドレスがあればそちらにメールが届き、変更もお知らせします。`,
  },
};
