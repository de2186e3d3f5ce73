import { countedIn } from '../../../languages/counted.ts';
import type { Describe } from '../described.ts';
import type { requestErrors as english } from '../request-errors.ts';
import { refused, thisDevice } from './error-words.ts';

const counted = countedIn('ja');
const startAgain = 'ご自身で始めた場合は、ログインを始めからやり直してください。';
const denyElse = 'ご自身で始めた場合は、別の端末で承認してください。そうでなければ「拒否する」を選んでください。';

const wrongCode: Describe = ({ triesLeft }) => ({
  title: 'コードが違います',
  body: triesLeft === undefined ? '何も承認されていません。' : counted(triesLeft, { other: 'あと#回入力できます。' }),
  nextStep: 'もう一方の画面を見て、コードをもう一度入力してください。',
});

const ANSWERED: Readonly<Record<string, string>> = { approved: '承認', denied: '拒否', reported: '報告' };

const alreadyFinal: Describe = (params) => {
  const { state, decidedBy } = params;
  if (state === 'expired') return expired(params);
  const verb = state === undefined ? undefined : ANSWERED[state];
  const where = decidedBy === undefined ? '' : `${decidedBy}で`;
  return {
    title: verb === undefined ? 'このリクエストは終わっています' : `${where}${verb}されました`,
    body: 'すでに回答されているため、今回の回答は反映されませんでした。',
    nextStep: '自分の回答でなければ、端末の一覧を確認し、心当たりのない端末を削除してください。',
  };
};

const expired: Describe = () => ({
  title: '間に合いませんでした',
  body: '回答が届く前にリクエストの期限が切れました。何も承認されていません。',
  nextStep: startAgain,
});

/** What keeps an answer from being counted, and a person from being confirmed. One row per code. */
export const requestErrors: typeof english = {
  code_wrong: wrongCode,
  wrong_code: wrongCode,
  code_malformed: () => ({
    title: 'コードが途中です',
    body: '数字が足りません。',
    nextStep: 'もう一方の画面の数字を、すべて入力してください。',
  }),
  challenge_expired: expired,
  challenge_already_final: alreadyFinal,
  challenge_final: alreadyFinal,
  attachment_changed: () => ({
    title: '添付を信頼できません',
    body: 'サーバーが署名したものと違うため、Nodは表示しません。承認もできません。',
    nextStep: '「拒否する」を選び、依頼した人に伝えてください。',
  }),
  attachment_unknown: () => ({
    title: '添付はもうありません',
    body: 'サーバーにもう残っていないため、承認できません。',
    nextStep: '「拒否する」を選ぶか、もう一度依頼してもらってください。',
  }),
  attachments_unseen: () => ({
    title: '先に添付を確認してください',
    body: '何も承認されていません。',
    nextStep: 'すべて見てから、選んでください。',
  }),
  challenge_unknown: (params) => ({
    title: 'このリクエストはもうありません',
    body: `すでに終わったか、${thisDevice(params)}あてではありません。ここでは何も承認されていません。`,
    nextStep: startAgain,
  }),
  code_unknown: () => ({
    title: 'このコードのログインはありません',
    body: '現在、この数字を表示しているあなたのログインはありません。',
    nextStep: 'もう一方の画面をもう一度確認してください。3回間違えると、しばらく入力できなくなります。',
  }),
  code_ambiguous: () => ({
    title: '同じコードのログインが2つあります',
    body: 'どちらがあなたのログインか、Nodにはわかりません。',
    nextStep: 'ログインを始めからやり直してください。別のコードが表示されます。',
  }),
  decision_invalid: refused,
  approval_unsupported: (params) => ({
    title: `${thisDevice(params)}では承認できません`,
    body: 'ここではできない確認が必要です。',
    nextStep: denyElse,
  }),
  approval_needs_app: () => ({
    title: 'コードが必要です',
    body: '通知からは承認できません。',
    nextStep: 'Nodを開いて、もう一方の画面のコードを入力してください。',
  }),
  login_not_here: (params) => ({
    title: 'このブラウザで始めたログインではありません',
    body: `${thisDevice(params)}のブラウザのどのタブにもこのログインがないため、ここでは承認できません。`,
    nextStep: '別のところで始めた場合は、そちらで回答してください。始めた覚えがなければ「拒否する」を選んでください。',
  }),
  login_hidden: () => ({
    title: 'そのサイトを見る許可がありません',
    body: 'タブのページが本物か確かめる必要がありますが、ブラウザが許可していません。',
    nextStep: 'Nodを開いて「許可する」を選び、もう一度承認してください。',
  }),
  confirmation_missing: () => ({
    title: '本人確認ができていません',
    body: '回答を送るたびに、指紋、顔、またはPINでの確認が必要です。',
    nextStep: 'もう一度承認して、本人確認をしてください。',
  }),
  confirmation_canceled: () => ({
    title: '本人確認ができませんでした',
    body: '指紋、顔、PINの確認画面が閉じたか、ご本人と認識されなかったため、何も送信していません。',
    nextStep: 'もう一度お試しください。確認画面が出ないときは、ここでアカウントを削除し、登録し直してください。',
  }),
  confirmation_unsupported: (params) => ({
    title: `${thisDevice(params)}では本人確認ができません`,
    body: 'ブラウザで使える指紋センサー、カメラ、PINがありません。',
    nextStep:
      params.runsIn === 'extension'
        ? 'システムでPINか指紋を設定するか、セキュリティ用のUSB機器を差し込んでから、もう一度お試しください。'
        : 'システムの設定で、PIN、指紋、または顔による画面ロックを設定してから、もう一度お試しください。',
  }),
  offline_key_exists: (params) => ({
    title: `${thisDevice(params)}では数字を表示できません`,
    body: 'サーバーには以前の設定が残っていて、置き換えられません。',
    nextStep: 'ここでアカウントを削除してから、もう一度登録してください。',
  }),
  verifier_exists: (params) => ({
    title: 'すでにオンになっています',
    body: `${thisDevice(params)}ではすでに本人確認が設定されていて、別の人に置き換えることはできません。`,
    nextStep:
      '先にオフにしてください。本人確認ができなくなったときは、ここでアカウントを削除し、登録し直してください。',
  }),
  verifier_too_new: (params) => ({
    title: 'このリクエストには使えません',
    body: `${thisDevice(params)}で本人確認を設定したのが、リクエストが届いたあとか、届く前の1日以内でした。何も承認されていません。`,
    nextStep: denyElse,
  }),
  device_too_young: (params) => ({
    title: `${thisDevice(params)}ではまだできません`,
    body: '追加から3日間は、以前からの端末を操作したり、その代わりをしたりできません。',
    nextStep: '以前から使っている端末で操作するか、お待ちください。',
  }),
  verifier_invalid: (params) => ({
    title: 'サーバーが受け付けませんでした',
    body: `${thisDevice(params)}で選んだ方法は、本人確認に使えません。`,
    nextStep: 'もう一度試し、ブラウザに複数の方法が出たら、別の方法を選んでください。',
  }),
};
