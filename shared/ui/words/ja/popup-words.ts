import type { popupWords as english } from '../popup-words.ts';

/** Sentences that only the extension says; those both shells share are in shared/ui. */
export const popupWords: typeof english = {
  pairTitle: 'このパソコンを登録',
  pairBody: 'ブラウザの確認画面が出ることがあるため、登録はタブで行います。',
  pairInTab: 'タブで登録する',
  pairPageTitle: (host: string) => `このページから${host}に登録できます`,
  pairPageBody: 'クリックするとコードを引き継ぎます。登録の前に、誰のアカウントかを確認できます。',
  pairPage: 'このページから登録する',

  startBody: 'ログインするサービスでアカウントの画面を開き、端末の追加を選んでください。コードとリンクが表示されます。',
  server: 'サーバーのアドレスまたは登録用リンク',
  serverHint: 'Nodが動いている場所。例: nod.example.org',
  serverWrong: 'Nodのサーバーのアドレスではありません。nod.example.orgのような形で、httpsでつながるものです。',
  serverMissing: '先にアドレスを入力してください。',
  sitesNote: (sites: string) =>
    `次に、Nodが${sites}を見てよいか、ブラウザが確認します。ログインページが本物か偽物かを確かめるためだけに使います。`,

  sites: 'Nodが見てよいサイト',
  sitesNone: 'まだありません。登録のとき、またはログインで必要なときに確認します。',
  sitesRemove: '許可を取り消す',
  sitesWhy: '本物のページだとNodが確かめられるこれらのサイトでだけ、クリックひとつでログインを承認できます。',
};
