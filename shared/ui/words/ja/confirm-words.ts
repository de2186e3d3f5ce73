import type { confirmWords as english } from '../confirm-words.ts';
import type { Here } from '../here.ts';

/** Setting up that the person is confirmed before an approval. Not part of `words`: only screens that are fetched later have it. */
export const confirmWords: typeof english = {
  title: '本人確認',
  what: (here: Here) =>
    here === 'phone'
      ? '承認の前に、指紋、顔、またはPINで確認します。ほかの人がこのスマートフォンを手にしても、承認できません。'
      : '承認の前に、指紋、顔、またはPINで確認します。ほかの人がこのパソコンを使っても、承認できません。',
  isOn: 'オン',
  isOnFrom: (when: string) => `オン。${when}から使えます。承認のためだけに誰かが設定するのを防ぐためです。`,
  isOff: 'オフ',
  turnOn: (username: string) => `${username}でオンにする`,
  turnOff: (username: string) => `${username}でオフにする`,
  busy: '確認を待っています…',
  waits: (device: string) => `${device}で設定されました`,
  waitsNote: (when: string) => `その端末では${when}から使えます。ご自身で設定した場合は、今すぐ使えるようにできます。`,
  countNow: '今すぐ使えるようにする',
  countNowNamed: (device: string) => `${device}で今すぐ使えるようにする`,
  countTitle: (device: string) => `${device}でご自身が設定しましたか？`,
  countBody:
    '以後、その端末では、登録された指紋、顔、PINの持ち主があなたとして承認できます。設定した覚えがなければ、その端末を削除してください。',
  countConfirm: '自分で設定しました',
  cannotTitle: (here: Here) =>
    here === 'phone' ? 'このスマートフォンでは本人確認ができません' : 'このパソコンでは本人確認ができません',
  cannotBody:
    'ブラウザで使える指紋、顔、PINが見つかりません。システムの設定で画面ロックを設定してから、Nodを開き直してください。',
  offerTitle: '承認のたびに指紋か顔で確認する',
  offerBody: (here: Here) =>
    here === 'phone'
      ? 'ほかの人がこのスマートフォンを手にしても、承認できなくなります。'
      : 'ほかの人がこのパソコンを使っても、承認できなくなります。',
  offerReasons: (here: Here) => [
    here === 'phone'
      ? 'スマートフォンのロック解除と同じ方法（指紋、顔、PIN）で確認できます'
      : 'パソコンのロック解除と同じ方法（指紋、顔、PIN）で確認できます',
    here === 'phone'
      ? '指紋と顔のデータはスマートフォンの外に出ません。Nodには、ご本人だったことだけが伝わります'
      : '指紋と顔のデータはパソコンの外に出ません。Nodには、ご本人だったことだけが伝わります',
    '今オンにすればすぐに使えます。あとからオンにすると、1日たってから使えます',
  ],
  offerTurnOn: 'オンにする',
  offerSkip: '今はしない',
  offerFailed: 'もう一度試すか、「今はしない」を選んでください。あとで「設定」からもオンにできます。',
};
