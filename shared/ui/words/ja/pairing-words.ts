import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { pairingWords as english } from '../pairing-words.ts';

const counted = countedIn('ja');
const thisOne = (here: Here) => (here === 'phone' ? 'このスマートフォン' : 'このパソコン');

/** Getting Nod onto a device and the device onto an account: pairing, permissions, installing. Part of `words` (words.ts). */
export const pairingWords: typeof english = {
  pairing: {
    steps: ['コードを入力', '通知を許可', '確認'],
    stepOf: (step: number, count: number) => `ステップ${step}/${count}`,
    startTitle: (here: Here) => `${thisOne(here)}を登録`,
    startBody: 'ログインするサービスでアカウントの画面を開き、端末の追加を選んでください。コードが表示されます。',
    scan: 'コードを読み取る',
    or: 'または入力する',
    typedLabel: '登録コード',
    typedHint: '英数字12文字。大文字と小文字は区別しません。',
    typedHintLink: '英数字12文字。大文字と小文字は区別しません。登録用リンクを貼り付けることもできます。',
    typedShort: (missing: number) => counted(missing, { other: 'コードは英数字12文字です。あと#文字足りません。' }),
    nameMissing: (here: Here) => `先に${thisOne(here)}の名前を入力してください。`,
    next: '続ける',
    checking: '確認しています…',
    confirmTitle: 'あなたのアカウントですか？',
    account: 'アカウント',
    realm: '所属',
    server: 'サーバー',
    askedBy: 'コードの発行元',
    deviceName: (here: Here) => `${thisOne(here)}の名前`,
    deviceNameHint: '端末を見分けるための名前です。',
    pair: (here: Here) => `${thisOne(here)}を登録する`,
    notMine: '自分のアカウントではない',
    otherServer: (host: string, origin: string) => ({
      title: '別のサーバーのコードです',
      body: `これは${host}のコードです。`,
      nextStep: `この端末で${origin}を開き、そこで登録してください。`,
    }),
    testTitle: '最後に確認します',
    testBody: (here: Here) => `${thisOne(here)}にテスト通知を送っています。`,
    testWaiting: '届くのを待っています…',
    testSlow: 'いつもより時間がかかっています。',
    testAgain: 'もう一度送る',
    testPull: '通知なしで続ける',
    readyTitle: '登録が終わりました。',
    readyBody: (here: Here) => `これからは${thisOne(here)}で回答できます。次のログインで使ってみてください。`,
  },

  settingUp: {
    title: (here: Here) => `${thisOne(here)}を設定しています`,
    subscribing: '通知をオンにしています…',
    binding: '登録しています…',
    body: (here: Here) => `最大20秒かかることがあります。${thisOne(here)}の画面をつけたままにしてください。`,
  },

  notifications: {
    title: '通知を許可',
    body: 'あなたとしてログインする人がいたら、すぐにお知らせします。',
    reasons: [
      'ログインに回答が必要なとき',
      'アカウントに変更があったとき（音は鳴りません）',
      '広告は送りません',
      '通知にコードは表示しません',
    ],
    next: (here: Here) =>
      here === 'phone'
        ? '次にスマートフォンの確認画面が出ます。「許可」を選んでください。'
        : '次にパソコンの確認画面が出ます。「許可」を選んでください。',
    allow: '通知を許可する',
    asking: '選択を待っています…',
    skip: '許可せずに続ける',
    sampleTitle: 'さくら商店',
    sampleBody: 'hanakoとしてログインしますか？ macOSのChrome、東京',
    sampleName: '通知の例',
  },

  pull: {
    title: (here: Here) => `${thisOne(here)}には通知が届きません`,
    hung: '通知を設定しようとしましたが、ネットワークの応答がありませんでした。',
    unavailable: 'このブラウザが通知に対応していないか、通知を届けるサービスにつながりません。',
    unsupported: 'このブラウザは、サーバーからの通知を受け取れません。',
    declined: 'Nodの通知がオフになっています。',
    facts: (here: Here) => [
      'リクエストはNodを開いている間に表示されます',
      `Nodを閉じると、${thisOne(here)}にお知らせは届きません`,
    ],
    canTurnOn: '通知はいつでもオンにできます',
    go: '通知なしで続ける',
    retry: '通知をもう一度試す',
  },

  /** Instead of those of `pull`, where the app asks by itself with no page open: in a browser's extension. */
  rounds: {
    title: (here: Here) => `${thisOne(here)}にはリクエストが遅れて届きます`,
    facts: [
      'ブラウザが動いている間、Nodが30秒ごとに確認します',
      'お知らせはその分遅れ、期限の短いリクエストは間に合わないことがあります',
    ],
    go: 'このまま続ける',
    quiet: 'Nodが30秒ごとに確認します',
    quietNext: 'リクエストのお知らせが、その分遅れることがあります。',
    account: '30秒ごとに確認',
  },

  scan: {
    title: 'コードを読み取る',
    hint: '別の画面に表示されたコードを、枠の中に合わせてください。',
    typeInstead: '代わりに入力する',
    starting: 'カメラを起動しています…',
  },

  install: {
    title: (here: Here) => `${thisOne(here)}にNodを追加`,
    iosBody: 'iPhoneとiPadでは、ホーム画面に追加したアプリだけが通知を送れます。3回のタップで終わります。',
    androidBody: 'アプリとして追加すると、Nodがすぐに開き、通知がタブに埋もれません。',
    desktopBody: 'アプリとして追加すると、Nodが自動で起動し、通知がタブに埋もれません。',
    ios: [
      'Safariの下部にある「共有」をタップ',
      '「ホーム画面に追加」を選び、「追加」をタップ',
      'ホーム画面からNodを開いて登録',
    ],
    iosOther: [
      'このページをSafariで開く',
      '「共有」をタップし、「ホーム画面に追加」を選ぶ',
      'ホーム画面からNodを開いて登録',
    ],
    android: [
      'Chromeの上部にあるメニューをタップ',
      '「ホーム画面に追加」を選び、「インストール」をタップ',
      'ホーム画面からNodを開く',
    ],
    desktop: ['ブラウザのメニューを開く', '「Nodをインストール」を選ぶ', 'アプリの一覧からNodを開く'],
    install: 'Nodをインストールする',
    skip: 'ブラウザで使う',
    insideTitle: 'アプリの中で登録してください',
    insideBody: 'Safariとホーム画面のアプリは、データを共有しません。ホーム画面から開いて登録してください。',
  },
};
