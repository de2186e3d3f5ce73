import { countedIn } from '../../../languages/counted.ts';
import type { deviceWords as english } from '../device-words.ts';
import type { Here, RunsIn } from '../here.ts';
import { allowNotifications } from './common-words.ts';

const counted = countedIn('ja');
const thisOne = (here: Here) => (here === 'phone' ? 'このスマートフォン' : 'このパソコン');

/** The device while nothing is asked: whether requests reach it, its accounts, its settings. Part of `words` (words.ts). */
export const deviceWords: typeof english = {
  quiet: {
    title: 'リクエストはありません。',
    body: 'あなたとしてログインしようとしている人はいません。',
    /** In place of the two above, where they would claim what nobody knows. */
    asking: { title: 'お待ちください。', body: '届いているリクエストを確認しています。' },
    offline: {
      title: 'ネットワークがありません。',
      body: (here: Here) => `${thisOne(here)}はオフラインです。つながるとリクエストが表示されます。`,
    },
    away: {
      title: 'サーバーにつながりません。',
      body: (servers: string) => `${servers}から応答がありません。Nodが確認を続けています。`,
    },
    someAway: {
      title: '今のところ、リクエストはありません。',
      body: (servers: string) =>
        `${servers}から応答がなく、Nodが確認を続けています。ほかのサーバーからのリクエストはありません。`,
    },
    unused: {
      title: '使われていません。',
      body: (here: Here) => `現在、${thisOne(here)}でリクエストを受け取るアカウントはありません。`,
    },
    last: '前回の回答',
    noneYet: 'リクエストはまだありません。最初のリクエストからここに残ります。',
    thisDevice: thisOne,
    more: 'その他',
    healthy: (here: Here) => `${thisOne(here)}に通知が届きます`,
    checked: (when: string) => `前回の確認: ${when}`,
    unseen: '今は通知を確認できません',
    unseenNext: '確認にはサーバーとの接続が必要です。',
    unknown: '通知をまだ確認していません',
    unknownNext: 'テストを送って、届くか確かめてください。',
    failing: (here: Here) => `${thisOne(here)}に通知が届いていません`,
    failingNext: 'テストを送ってください。届かないときは、通知をいったんオフにし、もう一度オンにしてください。',
    slowed: '通知が遅れています',
    slowedNext: 'ブラウザの通知サービスが混み合っています。ログインするときはNodを開いてください。',
    untested: '通知を確認しています',
    untestedNext: 'テストが届くまで、リクエストはNodを開いている間に表示されます。',
    hidden: '通知が表示されません',
    hiddenNext: (here: Here) =>
      here === 'computer'
        ? '届いていますが、システムが表示していません。システムの設定で、このブラウザの通知を許可してください。LinuxのFirefoxではlibnotifyが必要です。'
        : '届いていますが、システムが表示していません。スマートフォンの設定で、このブラウザの通知を許可してください。',
    off: 'Nodの通知がオフです',
    offNext: (here: Here, runsIn: RunsIn) => `${allowNotifications(here, runsIn)}。`,
    pull: 'リクエストはNodを開いている間に表示されます',
    pullNext: 'ログインするときはNodを開いてください。',
    turnOn: '通知をオンにする',
    test: 'テストを送る',
    testing: 'テストを送っています…',
    testWaiting: '届くのを待っています…',
    testArrived: 'テストが届きました。',
    testLost: 'テストが届きません。もう一度試すか、通知をいったんオフにし、もう一度オンにしてください。',
  },

  update: {
    title: '新しいバージョンのNodがあります',
    body: '更新はすぐに終わります。登録し直す必要はありません。',
    now: '今すぐ更新する',
    busy: '更新しています…',
    later: 'あとで',
  },

  storage: {
    title: 'ブラウザがNodのデータを消すことがあります',
    body: (here: Here) =>
      `空き容量が少なくなると消えることがあります。消えた場合は、${thisOne(here)}を登録し直します。`,
    install: (here: Here) => `${thisOne(here)}にNodを追加すると防げます。`,
  },

  accounts: {
    title: 'アカウント一覧',
    empty: '登録したアカウントはまだありません。',
    emptyNext: (here: Here) => `${thisOne(here)}にアカウントを登録すると、ここでリクエストに回答できます。`,
    add: '別のアカウントを登録',
    onlyDevice: (here: Here) => `使える端末は${thisOne(here)}だけです`,
    onlyDeviceNext: (host: string) =>
      `なくすとログインできません。2台目で${host}を開き、コードを入力して登録してください。コードは、最初のコードと同じところでもらえます。`,
    open: 'アカウントを開く',
    remove: '削除する',
    removing: '削除しています…',
    removeTitle: (here: Here) => `このアカウントを${thisOne(here)}から削除しますか？`,
    removeBody: (account: string, server: string) =>
      `${account}（${server}）のリクエストはここに届かなくなります。元に戻すには、もう一度登録してください。`,
    removeConfirm: 'アカウントを削除する',
    suspended: (here: Here) => `${thisOne(here)}は一時停止中です。リクエストは届かず、回答もできません。`,
    wrongCodes:
      'コードの誤りが続いたため一時停止しました。サーバーの運営者に新しいコードをもらい、登録し直してください。',
    seeWhy: '理由を見る',
    revoked: (here: Here) => `${thisOne(here)}はアカウントから削除されました。使うには、もう一度登録してください。`,
    unvouched: 'まだ許可されていません。先に別の端末での許可が必要です。',
    keptOut: (here: Here) =>
      `${thisOne(here)}は許可されませんでした。やり直すには、ここでアカウントを削除し、新しいコードで登録してください。`,
    showDigits: '数字を表示する',
    push: '通知オン',
    pull: '開いている間のみ',
    attention: '通知が届いていません',
  },

  removeOffline: {
    title: 'サーバーに伝えられませんでした',
    body: 'サーバーはここで削除されたことをまだ知らず、この端末は一覧に残ります。',
    confirm: 'それでも削除する',
  },

  devices: {
    title: '端末',
    lead: 'どの端末からも、あなたとして回答できます。心当たりのない端末は一時停止し、手元にない端末は削除してください。',
    thisOne,
    added: (when: string) => `追加: ${when}`,
    lastSeen: (when: string) => `最終利用: ${when}`,
    pull: '開いている間にリクエストを表示',
    pending: '登録が終わっていません',
    suspended: '一時停止中',
    unvouched: 'まだ許可されていません',
    fingerprint: (print: string) => `識別番号: ${print}`,
  },

  happened: {
    title: 'アカウントの記録',
    news: (count: number) =>
      count === 1
        ? 'アカウントに新しい記録があります'
        : counted(count, { other: 'アカウントに新しい記録が#件あります' }),
    newsNext: '端末の追加、一時停止、削除などがありました。心当たりがなければ、そこで取り消せます。',
    look: '記録を見る',
  },

  settings: {
    title: '設定',
    note: '通知、名前、アカウント',
    notifications: '通知',
    turnOff: '通知をオフにする',
    turningOff: 'オフにしています…',
    someWithout: '通知が届かないアカウントがあります。すべてのアカウントの一覧で確認できます。',
    accounts: (here: Here) => `${thisOne(here)}のすべてのアカウント`,
    accountsNote: 'アカウントの登録と削除',
    storage: 'データの保存',
    storageKept: 'ブラウザがNodのデータを保存しています',
    storageAsk: '消さないようブラウザに頼む',
    install: 'インストール',
    installed: (here: Here) => `${thisOne(here)}にNodがインストールされています`,
    notInstalled: 'Nodはブラウザで動いています',
    installShow: 'インストール方法を見る',
    renameSave: '名前を保存する',
    renaming: '保存しています…',
  },

  /** Of a request; what sets it up is in confirm-words.ts. */
  confirm: {
    ofAccount: (username: string, server: string) => `${username}（${server}）`,
    next: '承認するときに、指紋、顔、またはPINで確認します。',
    neededTitle: '本人確認が必要です',
    neededBody:
      '指紋、顔、またはPINでの確認が必要ですが、ここでは設定されていません。別の端末で回答してください。次回のために、ここで「本人確認」をオンにできます。',
    tooNew: (when: string) =>
      `指紋、顔、またはPINでの確認が必要です。ここでは${when}から使えるため、別の端末で回答してください。`,
    tooLate:
      '指紋、顔、またはPINでの確認が必要ですが、ここで設定したのはリクエストが届いたあとです。ご自身で始めた場合は、もう一度始めからやり直してください。',
    toSettings: '設定を開く',
    waits: 'ここでは承認できません。届いたときに「本人確認」がオンになっていませんでした。',
  },
};
