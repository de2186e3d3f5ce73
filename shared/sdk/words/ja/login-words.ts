import type { LoginWords } from '../../login-words.ts';
import { fallbackWords } from './fallback-words.ts';

const on = (name: string | undefined) => (name ? `${name}で` : '');

export const loginWords: LoginWords = {
  typeCode: 'このコードをNodに入力してください',
  answerThere: 'Nodで回答してください',
  approveHere: 'このブラウザで承認してください',
  approveHereOr: 'このブラウザで承認するか、このコードをNodに入力してください',
  extensionOnly: 'このブラウザのNod拡張機能を開き、「承認する」を選んでください。ほかの端末では承認できません。',
  asks: (names) => `${new Intl.ListFormat('ja').format(names)}にリクエストを送りました。そこでNodを開いてください。`,
  asksNobody: '登録した端末でNodを開いてください。',
  nobodyRung:
    '通知は送っていません。Nodを開いて「ログインの途中です」を選び、このコードを読み取るか、数字を入力してください。',
  nobodyRungHere:
    '通知は送っていません。このページを前面にしたままNod拡張機能を開き、「このページのリクエストを受け取る」を選んでください。',
  openApp: 'このスマートフォンでNodを開く',
  openFromHome:
    'このスマートフォンにNodがある場合は、コードをコピーし、ホーム画面からNodを開いて、「ログインの途中です」で貼り付けてください。',
  copyCode: 'コードをコピーする',
  copied: 'コピーしました。Nodに貼り付けてください。',
  copyRefused: 'コピーできませんでした。コードを長押ししてください',
  orScan: 'またはNodで読み取ってください',
  orScanElsewhere: 'または別の端末のNodで読み取ってください',
  qrLabel: 'QRコード。入力する代わりにNodで読み取ってください',
  devicesLabel: '送った端末',
  weakCode: (digits) => `このコードは${digits}桁です。短いコードは推測されやすいため、NISTは6桁以上を求めています。`,
  timeLeft: '回答できる残り時間',
  secondsLeft: (seconds) => `残り${seconds}秒`,
  reconnecting: '接続し直しています。このまま回答できます。',
  delivery: {
    queued: '送信中',
    sent: '送信済み',
    pull: 'そこでNodを開くと表示されます',
    gone: '届きません。そこでNodを開いてください',
    failed: 'まだ届いていません。そこでNodを開いてください',
    received: '届きました',
    displayed: '表示中',
  },
  outcome: {
    approved: {
      heading: '承認されました',
      sentence: (name) => `${on(name)}承認されました。ログインしています。`,
    },
    denied: {
      heading: '拒否されました',
      sentence: (name) =>
        `リクエストが${on(name)}拒否され、誰もログインしていません。間違えた場合は、もう一度お試しください。`,
    },
    reported: {
      heading: '報告されました',
      sentence: (name) =>
        `${on(name)}「心当たりがありません」と回答されました。誰もログインしていません。しばらく、どの端末にも通知を送りません。` +
        'ログインしようとした覚えがなければ、今すぐパスワードを変更してください。',
    },
    expired: {
      heading: '時間切れです',
      sentence: () => '時間内に回答がありませんでした。Nodを手元に用意して、もう一度お試しください。',
    },
    canceled: {
      heading: '取り消されました',
      sentence: () =>
        '新しいリクエストに替わったなどの理由で、回答のないまま終わりました。新しいほうの画面で続けるか、もう一度お試しください。',
    },
    failed: {
      heading: 'コードが違います',
      sentence: () =>
        'コードの誤りが3回あったため、このリクエストを終了しました。もう一度試すと、新しいコードが表示されます。',
    },
    lost: {
      heading: '接続が切れました',
      sentence: () => 'このページでは回答を受け取れません。接続を確認し、ページを読み込み直してください。',
    },
  },
  fallback: fallbackWords,
};
