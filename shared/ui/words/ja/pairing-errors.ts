import type { pairingErrors as english } from '../pairing-errors.ts';
import { allowNotifications } from './common-words.ts';
import { refused, thisDevice } from './error-words.ts';

const newCode = 'このコードをもらったところで、新しいコードをもらってください。';

/** What stands in the way of getting a device onto an account, and of its staying there. One row per code. */
export const pairingErrors: typeof english = {
  enrollment_invalid: () => ({
    title: 'このコードは使えません',
    body: 'このコードで待っている登録はありません。',
    nextStep: '1文字ずつ見比べるか、新しいコードをもらってください。',
  }),
  enrollment_expired: () => ({
    title: 'コードの期限が切れました',
    body: '登録コードを使えるのは10分間です。',
    nextStep: newCode,
  }),
  enrollment_used: () => ({
    title: 'このコードは使用済みです',
    body: '登録コードは1回だけ使えます。',
    nextStep: `${newCode}使った覚えがなければ、端末の一覧を確認してください。`,
  }),
  enrollment_refused: () => ({
    title: '登録できませんでした',
    body: 'サイトがこのコードを認めなかったか、端末の数が上限に達しているか、許可できる端末がありません。',
    nextStep: 'そのサイトかサーバーの運営者に、新しいコードをもらってください。',
  }),
  enrollment_proof_invalid: refused,
  /** The address of a server that was never reached from here: nobody can say whether it is mistyped or out of service. */
  server_not_found: ({ server = 'このアドレス' }) => ({
    title: `${server}から応答がありません`,
    body: 'このアドレスのサーバーには、まだ一度もつながっていません。',
    nextStep:
      'アドレスを1文字ずつ見比べてください。正しければ、サーバーが止まっているか、このネットワークからはつながりません。',
  }),
  server_not_nod: ({ server = 'このアドレス' }) => ({
    title: `${server}はNodのサーバーではありません`,
    body: '別のものが応答しています。',
    nextStep:
      'アドレスを1文字ずつ見比べてください。ゲスト用Wi-Fiなどでは、先にそのネットワークにログインしてください。',
  }),
  wrong_server: () => ({
    title: 'サーバーのアドレスが違います',
    body: 'このサーバーには何も送信していません。',
    nextStep: 'コードをもらったときに示されたアドレスで、Nodを開いてください。',
  }),
  permission_denied: (params) => ({
    title: 'Nodの通知がオフです',
    body: `${thisDevice(params)}で、通知を表示しない設定になっています。`,
    nextStep: `${allowNotifications(params.here ?? 'phone', params.runsIn)}。そのあと、もう一度お試しください。`,
  }),
  permission_dismissed: () => ({
    title: '選択されませんでした',
    body: '選ぶ前に確認画面が閉じました。',
    nextStep: 'もう一度試して、「許可」を選んでください。',
  }),
  subscribe_timeout: () => ({
    title: 'ここでは通知を設定できません',
    body: '通知を設定しようとしましたが、ネットワークの応答がありませんでした。',
    nextStep: '別のネットワークで試すか、通知なしで続けてください。リクエストはNodを開いている間に表示されます。',
  }),
  subscribe_failed: () => ({
    title: 'ここでは通知を設定できません',
    body: 'ブラウザが受け付けないか、通知を届けるサービスにつながりません。',
    nextStep: 'ブラウザの設定で通知がブロックされていないか確認するか、通知なしで続けてください。',
  }),
  endpoint_not_allowed: () => ({
    title: 'ここでは通知を設定できません',
    body: 'このブラウザが使う通知サービスに、サーバーが対応していません。',
    nextStep: 'サーバーの運営者に知らせるか、通知なしで続けてください。',
  }),
  pull_not_allowed: () => ({
    title: '通知が必要です',
    body: 'このサーバーに登録できるのは、通知を受け取れる端末だけです。',
    nextStep: '通知を許可するか、別の端末を登録してください。',
  }),
  activation_invalid: () => ({
    title: '前のテスト通知です',
    body: '新しいテスト通知が届く途中か、すでに回答済みです。',
    nextStep: 'もう一度テストを送ってください。',
  }),
  device_pending: () => ({
    title: '登録が終わっていません',
    body: 'テスト通知への回答がまだありません。',
    nextStep: 'もう一度テストを送るか、登録し直してください。',
  }),
  device_unvouched: (params) => ({
    title: `${thisDevice(params)}はまだ許可されていません`,
    body: 'ほかの端末での許可がまだありません。',
    nextStep: 'ほかの端末でNodを開き、ここに表示されている数字を入力してください。',
  }),
  vouching_unavailable: (params) => ({
    title: '依頼できる端末がありません',
    body: `ほかの端末は使われていないか、Nodが古く、${thisDevice(params)}を許可できません。`,
    nextStep:
      'ほかの端末でNodを開いて更新してから、もう一度依頼してください。または、サーバーの運営者にコードをもらってください。',
  }),
  device_kept_out: (params) => ({
    title: `${thisDevice(params)}は許可されませんでした`,
    body: 'ほかの端末で拒否されたか、時間内に回答がありませんでした。',
    nextStep: 'それでも追加したいときは、ここでアカウントを削除し、新しいコードで登録してください。',
  }),
  device_unknown: (params) => ({
    title: `${thisDevice(params)}は登録されていません`,
    body: 'サーバーに記録がありません。',
    nextStep: '使うには、もう一度登録してください。',
  }),
  device_suspended: (params) => ({
    title: `${thisDevice(params)}は一時停止中です`,
    body: 'リクエストは届かず、回答もできません。',
    nextStep: '「アカウント一覧」で理由と対処を確認してください。',
  }),
  replaces_refused: () => ({
    title: 'もう選べません',
    body: '選べるのは最初の1時間に1回だけで、同じ種類の端末に限られます。',
    nextStep: '端末の一覧で、古いほうを削除してください。',
  }),
  device_revoked: (params) => ({
    title: `${thisDevice(params)}は削除されました`,
    body: 'このアカウントのリクエストに回答できなくなりました。',
    nextStep: 'また使いたいときは、もう一度登録してください。',
  }),
  /** A request's screen finds no account at all any more. */
  unpaired: (params) => ({
    title: `${thisDevice(params)}の登録がなくなりました`,
    body: 'アカウントが削除されたか、ブラウザがNodのデータを消しました。ここでは何も承認されていません。',
    nextStep: '使うには、もう一度登録してください。',
  }),
  account_unknown: (params) => ({
    title: 'アカウントがありません',
    body: `${thisDevice(params)}にはもうありません。`,
    nextStep: '使うには、もう一度登録してください。',
  }),
  key_missing: (params) => ({
    title: `${thisDevice(params)}の登録をやり直してください`,
    body: 'このアカウントのためにNodが保存していたデータを、ブラウザが消しました。',
    nextStep: 'ここでアカウントを削除してから、もう一度登録してください。',
  }),
};
