import type { registrationWords as english } from '../registration-words.ts';
/** An application's own pairing link: its site shows a text. Apart from `words`, since only a lazy screen says this. */
export const registrationWords: typeof english = {
  title: (application: string) => `${application}で使う端末を登録`,
  lead: (application: string, site: string) =>
    `${application}のページ（${site}）に、登録用の短い文字が表示されます。ユーザー名と一緒に、ここに入力してください。`,
  leadAnywhere: (application: string) =>
    `${application}の画面に、登録用の短い文字が表示されます。ユーザー名と一緒に、ここに入力してください。`,
  username: 'ユーザー名',
  usernameHint: (application: string) => `${application}で使っているユーザー名です。`,
  usernameMissing: 'そのサービスで使っているユーザー名を入力してください。',
  text: '登録用の文字または番号',
  textHint: '1回だけ、あなたのユーザー名でだけ使えます。',
  textMissing: 'ページに表示されたものを入力してください。',
  go: '続ける',
  step: '文字を入力',
  busy: '確認しています…',
  hasDevice: {
    title: 'すでに登録した端末があります',
    body: 'この方法は最初の1台だけに使えます。入力した文字は使用済みになりました。',
    nextStep:
      'そのサービスかサーバーの運営者に、登録コードをもらってください。最初の端末で許可すると、この端末を使えます。',
  },
  toPairing: 'コードで登録する',
  again: 'もう一度試す',
};
