import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { movingWords as english } from '../moving-words.ts';

const counted = countedIn('ja');
const accounts = (count: number) => (count === 1 ? 'アカウント' : counted(count, { other: '#件のアカウント' }));
const thisOne = (here: Here) => (here === 'phone' ? 'このスマートフォン' : 'このパソコン');

/** Moving from an old phone to a new one: on both of them. Apart from `words`, as those of vouching-words.ts. */
export const movingWords: typeof english = {
  entry: '新しいスマートフォンに移す',
  entryNote: '今のスマートフォンの代わりになります',

  away: {
    title: '新しいスマートフォンに移す',
    body: (count: number) =>
      `新しいスマートフォンが${accounts(count)}を引き継ぎ、このスマートフォンは使えなくなります。2分ほどで終わります。`,
    steps: (host: string) => [
      `新しいスマートフォンで${host}を開いてください。iPhoneでは、先にNodをホーム画面に追加し、そこから開いてください。`,
      '新しいスマートフォンで「コードを読み取る」を選び、このコードを読み取ってください。',
      '新しいスマートフォンに6桁の数字が出ます。こちらに入力欄が出たら、その数字を入力してください。',
    ],
    others: 'ほかのサーバーのアカウントは、それぞれ別のアプリにあります。そのアプリを開いて移してください。',
    start: 'コードを表示する',
    starting: 'お待ちください…',
    qr: '移すためのコード。新しいスマートフォンで読み取ります',
    waiting: '読み取ると、このスマートフォンに数字の入力欄が自動で出ます。',
    over: 'このコードは期限が切れました。撮影されたコードを悪用されないためです。',
    again: '新しいコードを表示する',
    none: '移せるアカウントがここにはありません。',
  },

  here: {
    title: (here: Here) => `${thisOne(here)}に移しますか？`,
    body: (here: Here) => `${thisOne(here)}が古いスマートフォンの代わりになり、古いほうでは回答できなくなります。`,
    checking: '移す内容を確認しています…',
    start: 'ここに移す',
    notMine: '自分のものではない',
    working: '移しています…',
    workingBody: (here: Here) =>
      `アカウント1件につき、最大20秒かかることがあります。${thisOne(here)}の画面をつけたままにしてください。`,
    lead: '古いスマートフォンに入力欄が出ます。この数字をそちらに入力してください。',
    testLost: {
      title: 'テスト通知が届きません',
      body: 'アカウントはここに移りましたが、まだ通知を受け取れません。',
      nextStep: 'もう一度お試しください。',
    },
  },
};
