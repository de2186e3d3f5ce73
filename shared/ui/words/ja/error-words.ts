import type { Describe, ErrorParams } from '../described.ts';
import type { generalErrors as english } from '../error-words.ts';

/** "this phone", anywhere in a sentence. */
export const thisDevice = ({ here = 'phone' }: ErrorParams) =>
  here === 'phone' ? 'このスマートフォン' : 'このパソコン';

const server = (params: ErrorParams) => params.server ?? 'Nodのサーバー';

/** Nothing that a person could put right but by trying again or telling the operator. */
export const refused: Describe = () => ({
  title: '処理できませんでした',
  body: 'サーバーが受け付けませんでした。何も変更されていません。',
  nextStep: 'Nodを閉じて開き直し、もう一度お試しください。繰り返すときは、サーバーの運営者に知らせてください。',
});

/** The server doesn't know a call that this app makes, or misses something in it: one of them is older. */
const outOfStep: Describe = () => ({
  title: 'Nodとサーバーのバージョンが合いません',
  body: 'どちらか一方が古くなっています。',
  nextStep: 'Nodを閉じて、開き直してください。繰り返すときは、サーバーの運営者に知らせてください。',
});

const unreachable: Describe = (params) => ({
  title: 'サーバーの応答がありません',
  body: `現在、${server(params)}につながりません。`,
  nextStep: '少し待ってから、もう一度お試しください。',
});

const tooMany: Describe = ({ retryAfterSeconds }) => ({
  title: '回数が多すぎます',
  body: '第三者による推測を防ぐため、しばらく受け付けません。',
  nextStep:
    retryAfterSeconds === undefined
      ? '1分待ってから、もう一度お試しください。'
      : `${duration(retryAfterSeconds)}後に、もう一度お試しください。`,
});

const clock: Describe = (params) => ({
  title: '時計がずれています',
  body: `${thisDevice(params)}の時計が${clockWords(params.clockOffsetMs)}いるため、回答を確認できません。`,
  nextStep: '設定で日付と時刻を自動にしてから、もう一度お試しください。',
});

/** Only noticed, since everything works: the app goes by the server's clock. */
const clockNoticed: Describe = (params) => ({
  title: '時計がずれています',
  body: `${thisDevice(params)}の時計が${clockWords(params.clockOffsetMs)}います。Nodはサーバーの時計に合わせるので、このまま回答できます。`,
  nextStep: '設定で日付と時刻を自動にしてください。',
});

const unreadable: Describe = (params) => ({
  title: '信頼できない内容です',
  body: `${thisDevice(params)}を登録したサーバーからのものと確認できないため、表示していません。`,
  nextStep: '何も承認されていません。繰り返すときは、サーバーの運営者に知らせてください。',
});

/** What any screen can meet: the network, the server, the browser, the camera. One row per code. */
export const generalErrors: typeof english = {
  offline: (params) => ({
    title: 'ネットワークがありません',
    body: `${thisDevice(params)}はオフラインです。`,
    nextStep: 'ネットワークにつないでから、もう一度お試しください。',
  }),
  server_unreachable: unreachable,
  unavailable: unreachable,
  internal: unreachable,
  answer_malformed: () => ({
    title: 'Nodのサーバーにつながりません',
    body: '別のものが応答しました。ゲスト用Wi-Fiなどのログインページかもしれません。',
    nextStep: 'そのネットワークにログインするか、別のネットワークにつないで、もう一度お試しください。',
  }),
  user_locked: ({ reason }) => ({
    title: 'アカウントがロックされています',
    body: `サーバーの運営者がロックしました${reason ? `（理由:「${reason}」）` : ''}。解除されるまで、Nodを使ってあなたとしてログインすることは誰にもできません。`,
    nextStep: 'サーバーの運営者に事情を確認し、ロックの解除を依頼してください。',
  }),
  not_found: outOfStep,
  unauthorized: outOfStep,
  request_malformed: refused,
  request_too_large: refused,
  proof_invalid: refused,
  proof_replayed: refused,
  rate_limited: tooMany,
  user_backing_off: tooMany,
  user_quarantined: tooMany,
  push_limit: tooMany,
  interrupted: () => ({
    title: 'Nodが中断されました',
    body: '結果が出る前に、ブラウザがNodを止めました。処理は済んでいるかもしれません。',
    nextStep:
      'リクエストがまだ待っているか、アカウントの「過去のリクエスト」にあるかを確認してから、もう一度お試しください。',
  }),
  signature_invalid: unreadable,
  update_needed: () => ({
    title: 'Nodを更新してください',
    body: 'このバージョンのNodでは扱えない内容がリクエストに含まれているため、表示していません。',
    nextStep:
      'Nodを閉じて開き直し、新しいバージョンに更新してください。そのあと、ログインを始めからやり直してください。',
  }),
  clock_skew: clock,
  clock_off: clockNoticed,
  storage_refused: (params) => ({
    title: 'ここにはデータを保存できません',
    body: `このブラウザには、${thisDevice(params)}の登録に必要なデータが残りません。プライベートブラウズやロックダウンモードではこうなります。`,
    nextStep: '通常のウインドウでNodを開いてデータの保存を許可するか、別のブラウザを使ってください。',
  }),
  camera_denied: ({ here, runsIn }) => ({
    title: 'Nodのカメラがオフです',
    body: 'カメラがないと、読み取れません。',
    nextStep:
      runsIn === 'tab'
        ? `アドレスの横のアイコンを${here === 'computer' ? 'クリック' : 'タップ'}してカメラを許可するか、コードを入力してください。`
        : '設定でNodのカメラを許可するか、コードを入力してください。',
  }),
  camera_unavailable: () => ({
    title: 'カメラを使えません',
    body: 'カメラがないか、別のアプリが使っています。',
    nextStep: 'カメラを使っているアプリを閉じるか、コードを入力してください。',
  }),
  qr_not_for_this: () => ({
    title: 'ここでは使えないコードです',
    body: '別の用途のコードか、終わったリクエストのコードです。',
    nextStep: 'ログインまたは登録をしている画面のコードを読み取ってください。',
  }),
  offline_unready: (params) => ({
    title: `${thisDevice(params)}ではまだ使えません`,
    body: '数字を表示できるのは、使用中のアカウントで、一度サーバーにつながったあとです。',
    nextStep:
      'ネットワークがあるところでNodを開いてから、もう一度お試しください。今は、ログインするページで別の方法を選んでください。',
  }),
  unknown: () => ({
    title: '問題が起きました',
    body: '原因はわかりません。何も承認されていません。',
    nextStep: 'もう一度お試しください。繰り返すときは、サーバーの運営者に知らせてください。',
  }),
};

/** Before "いる": how a clock goes. */
function clockWords(offsetMs: number | undefined): string {
  if (offsetMs === undefined) return '1分以上ずれて';
  return `${duration(Math.abs(offsetMs) / 1000)}${offsetMs > 0 ? '進んで' : '遅れて'}`;
}

function duration(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 90) return `${whole}秒`;
  const minutes = Math.round(whole / 60);
  if (minutes < 90) return `${minutes}分`;
  const hours = Math.round(minutes / 60);
  return `${hours}時間`;
}
