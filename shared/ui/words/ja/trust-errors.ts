import type { trustErrors as english } from '../trust-errors.ts';
import { thisDevice } from './error-words.ts';

/** What keeps a device from acting on another one, and a person from undoing what happened. One row per code. */
export const trustErrors: typeof english = {
  device_too_young: (params) => ({
    title: `${thisDevice(params)}ではまだできません`,
    body: '新しい端末は、追加から3日間、以前からの端末の一時停止、名前の変更、削除ができません。',
    nextStep: '以前から使っている端末で操作するか、サーバーの運営者に相談してください。',
  }),
  last_device: () => ({
    title: 'ログインに使える最後の端末です',
    body: 'ほかに回答できる端末がないため、何も変更していません。',
    nextStep: '先に別の端末を登録してください。',
  }),
  operator_needed: () => ({
    title: 'ほかの端末では決められません',
    body: 'この端末の再開や削除ができるのは、サーバーの運営者だけです。',
    nextStep: '電話か対面で、何があったかを運営者に伝えてください。',
  }),
  objection_refused: (params) => ({
    title: `${thisDevice(params)}ではもう選べません`,
    body: '一時停止が確定したか、期限が過ぎています。',
    nextStep: 'ほかの端末で再開するか、サーバーの運営者に相談してください。',
  }),
  email_invalid: () => ({
    title: 'このアドレスは使えません',
    body: 'alice@example.orgのような、1つのメールアドレスを入力してください。',
    nextStep: '1文字ずつ確認して、もう一度保存してください。',
  }),
  totp_exists: () => ({
    title: '別のアプリがすでに設定されています',
    body: '設定できるアプリは1つだけです。今の設定は変わっていません。',
    nextStep: '先に今のアプリを削除してから、設定してください。',
  }),
  totp_not_begun: () => ({
    title: '始めからやり直してください',
    body: '10分以上かかったか、ほかの端末でも設定が始まりました。何もオンになっていません。',
    nextStep: 'この画面を閉じて開き直し、アプリを設定し直してください。',
  }),
  announcement_unknown: () => ({
    title: '時間がたちすぎています',
    body: 'サーバーに記録が残っていません。',
    nextStep: '端末の一覧を確認し、心当たりのない端末を一時停止してください。',
  }),
  undo_impossible: () => ({
    title: 'ここで取り消せるものはありません',
    body: 'その端末はすでに一時停止または削除されているか、この端末より前からあります。',
    nextStep: '端末の一覧を確認し、心当たりのない端末を一時停止してください。',
  }),
  waiting_refused: () => ({
    title: '待っている端末はもうありません',
    body: '許可されたか、拒否されたか、時間切れになりました。',
    nextStep: 'どれかの端末でNodを開き、「アカウントの記録」を確認してください。',
  }),
  disowning_refused: () => ({
    title: '期限が過ぎています',
    body: 'この方法で知らせられるのは、承認から1日以内のものだけです。',
    nextStep: '心当たりがないことをサイトに直接伝え、ここで端末の一覧を確認してください。',
  }),
  recovery_invalid: () => ({
    title: '正しくありません',
    body: 'ユーザー名とコードの組み合わせが違うか、コードが使用済みです。コードは1個につき1回使えます。',
    nextStep: '両方をもう一度確認するか、同じ用紙の別のコードを入力してください。',
  }),
  registration_refused: () => ({
    title: '正しくありません',
    body: 'ユーザー名と登録用の文字の組み合わせが違うか、使用済みです。',
    nextStep: '両方をもう一度確認するか、ページに新しい文字を表示してください。',
  }),
  registration_unavailable: () => ({
    title: 'このリンクでは登録できません',
    body: 'このリンクで登録できるサービスはありません。',
    nextStep: 'そのサービスで、登録コードか別のリンクをもらってください。',
  }),
  realm_required: () => ({
    title: '入力が足りません',
    body: 'このサーバーには、アカウントのグループが複数あります。',
    nextStep: 'あなたの所属も入力してください。復旧コードの用紙に書かれています。',
  }),
  report_final: () => ({
    title: 'もう取り消せません',
    body: 'そのサービスからの通知は、しばらく届きません。ログインはできます。',
    nextStep: 'ログインを始めからやり直し、Nodを開いて「ログインの途中です」を選んでください。',
  }),
  link_invalid: () => ({
    title: 'このリンクは使えません',
    body: 'リンクを使えるのは7日間です。途中で切れたリンクも使えません。',
    nextStep: 'どれかの端末でNodを開いて「アカウントの記録」を確認するか、サーバーの運営者に相談してください。',
  }),
  link_used: () => ({
    title: 'このリンクは使用済みです',
    body: '一時停止できるものは、そのときに一時停止しました。',
    nextStep:
      'どれかの端末でNodを開き、何があったか確認してください。リンクを使った覚えがなければ、サーバーの運営者に相談してください。',
  }),
};
