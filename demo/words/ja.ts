import { countedIn } from '../../shared/languages/counted.ts';
import type { DemoWords } from './en.ts';

const counted = countedIn('ja');

/** What the site says: a harbour for notes, calm and a little playful. Its name stays as it is. */
export const demoWords: DemoWords = {
  /** For dates by Intl; no sentence. */
  locale: 'ja',

  site: {
    footer: 'Nodでのログインを試せる小さなサイトです。',
    pages: 'ページ',
    notes: 'メモ',
    devices: '端末',
    signOut: 'ログアウト',
    optional: '任意',
  },
  landing: {
    title: '港に泊まるメモ',
    heading: '港に泊まるメモ。',
    lead: '書きとめて、あとでまた戻れます。ログインにはパスワードと、あなたのスマートフォンでの承認が必要です。パスワードが漏れても、それだけでは何も開きません。',
    goOn: 'ログインを続ける',
    /** The first words of each step stand out. */
    steps: [
      { first: '作成', rest: ': パスワードを決めてアカウントを作ります。' },
      { first: '登録', rest: ': スマートフォンを一度だけ登録します。' },
      { first: 'ログイン', rest: ': スマートフォンに通知が届き、6桁の数字を入力します。' },
    ],
  },
  signUp: {
    title: 'アカウントの作成',
    lead: '次に、スマートフォンを登録します。1分ほどで終わります。',
    username: 'ログインに使う名前',
    usernameHint: '半角の英数字、ドット、ハイフンで3～32文字。',
    displayName: '表示される名前',
    go: 'アカウントを作成',
    haveOne: 'アカウントをすでにお持ちですか？',
    usernameWrong: '半角の英数字、ドット、ハイフンで3～32文字にしてください。',
    usernameTaken: 'その名前はすでに使われています。別の名前にしてください。',
    tooMany: 'ここからの登録が多すぎます。10分待ってから続けてください。',
    displayNameLong: '60文字以内にしてください。',
    displayNameWrong: '文字、数字、空白だけを使ってください。',
  },
  password: {
    label: 'パスワード',
    hint: (least: number) => `${least}文字以上。いくつかの言葉を並べると安心です。`,
    tooShort: (least: number) => `${least}文字以上にしてください。`,
    tooLong: (most: number) => `${most}文字以内にしてください。`,
    holdsName: '名前を含まないパスワードにしてください。',
    title: 'パスワード',
    change: 'パスワードの変更',
    lead: '誰かに知られたかもしれないときは、今すぐ変更してください。これまでのログインは、すべて終わります。',
    current: '今までのパスワード',
    new: '新しいパスワード',
    go: 'パスワードを変更',
    wrong: 'パスワードが違います。確認して、もう一度お試しください。',
    same: '今までと同じです。別のパスワードにしてください。',
    changed: 'パスワードを変更しました',
    changedBody:
      'ほかの場所のログインはすべて終わりました。今までのパスワードを知っていた人も、ログアウトされています。',
    toNotes: 'メモへ進む',
    toDevices: '端末を見る',
  },
  signIn: {
    title: 'ログイン',
    lead: '次に、本人かどうかをスマートフォンで確認します。',
    username: '名前',
    go: '進む',
    newHere: 'はじめてですか？',
    wrong: '名前とパスワードの組み合わせが違います。両方を確認して、もう一度お試しください。',
    tooMany: (time: string) => `試した回数が多すぎます。${time}もう一度お試しください。`,
  },
  waiting: {
    title: 'スマートフォンで回答してください',
    heading: (username: string) => `${username}としてログインします`,
    cancel: '中止',
    noNotification: '通知が届きませんか？ ご自分でNodを開いてください。リクエストはそこにあります。',
    changePassword: '今すぐパスワードを変更',
    again: 'もう一度試す',
    back: 'ログインに戻る',
    /** Without scripts. */
    typeCode: 'スマートフォンでNodを開き、このコードを入力してください。そのあと進んでください。',
    answer: 'Nodを開いて回答してください。そのあと進んでください。',
    answered: '回答しました',
  },
  pairing: {
    title: 'スマートフォンの登録',
    first: '次はスマートフォンの登録です',
    firstHere: '次はNodの登録です',
    another: '別の端末を登録',
    /** Before and after the name of the account. */
    lead: ['これからは、', 'としてのログインがあるたびに、その端末で承認か拒否を選べます。'],
    back: '端末の一覧に戻る',
    code: '登録コード',
    qr: '登録用リンクのQRコード',
    /** Before and after an address. */
    open: ['スマートフォンで ', ' を開いてください。'],
    scan: 'そこでこの画像を読み取るか、コードを入力します。',
    allow: '聞かれたら、通知を許可してください。',
    openHere: '別のウィンドウでNodを開いてください。スマートフォンの代わりになります。',
    confirmHere: 'そこで、これが自分のアカウントであることを確認し、通知を許可してください。',
    letIn: '6桁の数字が表示されます。すでにお持ちの端末のNodに入力してください。',
    instead: 'この端末でNodを開く',
    openWindow: '別のウィンドウでNodを開く',
    orType: 'または、このコードをそこに入力してください:',
    localhost:
      'スマートフォンではlocalhostを開けません。localhostは、いつもその端末自身を指します。代わりの方法はREADME.mdの「On your phone」にあります。',
    /** Before the time, such as 9:05. */
    left: '1回だけ使えます。残り時間: ',
    newCode: '新しいコードを作る',
    none: '前のコードは期限が切れたか、まだ作られていません。',
    make: '登録コードを作る',
    done: '登録しました',
    waiting: 'スマートフォンを待っています。',
    waitingHere: 'Nodを待っています。',
    checking: '見つかりました。通知が届くか確認しています。',
    asking: '見つかりました。6桁の数字が表示されたら、すでにお持ちの端末のNodに入力してください。',
    refused: '許可されませんでした。間違いだった場合は、新しいコードを作ってください。',
    paired: '登録しました。この端末でログインしてください。',
    over: 'このコードは期限が切れました。新しいコードを作ってください。',
  },
  devices: {
    title: '端末',
    lead: (username: string) => `${username}としてのログインがあると、これらの端末に通知が届きます。`,
    only: '端末はこれだけです。なくすとログインできません。手元にあるうちに、もう1台登録してください。',
    active: '使えます',
    activePull: 'Nodを開いている間だけ使えます',
    pending: '登録が終わっていません',
    pendingLetIn: '別の端末での許可を待っています',
    suspended: '一時停止中: Nodを確認してください',
    revoked: '削除済み',
    paired: (time: string) => `登録: ${time}`,
    remove: '削除',
    removeNamed: (device: string) => `${device}を削除`,
    removePaired: (device: string, time: string) => `${device}（登録: ${time}）を削除`,
  },
  notes: {
    title: 'メモ',
    hello: (name: string) => `${name}さん、ようこそ。`,
    new: '新しいメモ',
    placeholder: '何を残しますか？',
    keep: '残す',
    emptyTitle: 'まだ何も泊まっていません。',
    empty: '最初のメモが、この岸壁に泊まります。',
    throwAway: '捨てる',
    throwAwayNamed: (note: string) => `捨てる: ${note}`,
    /** How this session was signed in, as its receipt says. */
    fallback: (how: string) => `端末を使わずにログイン、${how}`,
    approved: (how: string) => `承認済み、${how}`,
    approvedOn: (device: string, how: string) => `${device}で承認、${how}`,
    typed: {
      offline: 'ネットワークなしのスマートフォンの8桁の数字',
      totp: '認証アプリのコード',
      email: 'メールで届いたコード',
      bypass: 'サーバーの運営者からの1回限りのコード',
    },
    matched: { code: 'コードを入力', origin: 'このブラウザで', none: 'ワンタップ' },
    receipt:
      '署名された記録の内容です。署名が正しいこと、このサイト、このログイン、この人のものであることを、ログインの前に確認しました。',
    none: 'なし',
  },
  trouble: {
    again: 'もう一度試す',
    changePassword: 'パスワードを変更',
    back: 'ログインに戻る',
    start: '最初のページを開く',
    limit: {
      title: '端末への通知を休んでいます',
      text: (time: string) =>
        `リクエストが何度か送られましたが、1つも承認されていません。心当たりがなければ、今すぐパスワードを変更してください。そうでなければ、${time}もう一度お試しください。`,
    },
    backingOff: {
      title: '少しお待ちください',
      text: (time: string) => `コードの誤りが続いたため、しばらくログインできません。${time}もう一度お試しください。`,
    },
    quarantined: {
      title: 'ログインを一時停止しています',
      text: (time: string) =>
        `「心当たりがありません」という回答がありました。試したのがあなたでなければ、パスワードを誰かに知られているおそれがあります。ログインしている場所があれば今すぐ、なければ次にログインできるとき（${time}）に変更してください。`,
    },
    noDevice: {
      title: '回答できる端末がありません',
      text: 'これに回答できる端末がありません。どれも使われていないか、このサイトがブラウザの拡張機能での承認だけを受け付けています。運営者と一緒に、別の端末を登録できます。',
    },
    unreachable: {
      title: 'Nodに接続できません',
      text: 'パスワードは正しいのですが、今は端末に通知を送れません。少し待って、もう一度お試しください。',
    },
    untrusted: {
      title: 'この回答は信頼できません',
      text: '承認とありますが、それを示す証明が合いません。誰もログインしていません。',
    },
    notNow: '承認されましたが、今は回答を確かめられません。少し待ってから進んでください。',
    goOn: '進む',
    noCode: 'アカウントは用意できましたが、登録コードを作れませんでした。少し待ってから進んでください。',
    noList: '今は端末の一覧を表示できません。少し待って、ページを読み込み直してください。',
    toNotes: 'メモに戻る',
    outOfDate: {
      title: 'このフォームは古くなっています',
      text: 'ログインまたはログアウトの前に開かれたか、別のサイトから来ました。何も変わっていません。',
    },
    noPage: { title: 'そのページはありません', text: 'アドレスが間違っているか、ページが移動しました。' },
    failed: {
      title: 'こちらで問題が起きました',
      text: 'あなたのせいではありません。何も変わっていません。少し待って、もう一度お試しください。',
    },
  },
  /** For "try again …". */
  inTime: {
    minutesSoon: '数分後に',
    seconds: (count: number) => counted(count, { other: '#秒後に' }),
    minutes: (count: number) => counted(count, { other: '#分後に' }),
    hours: (count: number) => counted(count, { other: '#時間後に' }),
  },
};
