import { countedIn } from '../../../languages/counted.ts';
import type { FallbackWay } from '../../../protocol/receipt.ts';
import type { waysWords as english } from '../ways-words.ts';

const counted = countedIn('ja');

/** What can be typed at a login page in place of a device's answer, on the account's screen; named as that page names it. */
export const waysWords: typeof english = {
  lead: 'サービスが許可していれば、ログインページの「スマートフォンが手元にないとき」で使えます。',
  names: {
    offline: 'オフラインのスマートフォンの数字',
    totp: '別のアプリの6桁の数字',
    email: 'メールで届くコード',
    bypass: '1回限りのコード',
  } satisfies Record<FallbackWay, string>,
  /** What each is, where nobody has typed a wrong code. */
  what: {
    offline: 'ログインページのQRコードから、スマートフォンに表示します。機内モードでも使えます',
    totp: '設定したアプリに表示されます',
    email: 'お知らせ用のメールアドレスに届きます',
    bypass: 'サーバーの運営者から受け取るコードです',
  } satisfies Record<FallbackWay, string>,
  wrong: (count: number) =>
    count === 1 ? 'コードの誤りが1回ありました' : counted(count, { other: 'コードの誤りが#回続きました' }),
  paused: (minutes: number) => counted(minutes, { other: '#分間、受け付けません' }),
  closed: (when: string) => `停止: ${when}`,
  open: '再開する',
  opening: '再開しています…',
  openNext:
    'ログインページで、誤ったコードが入力されました。心当たりがなければ、パスワードを知られているおそれがあります。パスワードを変更してから、再開してください。',

  /** Behind "Approved". */
  by: {
    offline: 'オフラインのスマートフォンの数字で',
    totp: '別のアプリの6桁の数字で',
    email: 'メールで届くコードで',
    bypass: '1回限りのコードで',
  } satisfies Record<FallbackWay, string>,
  bySome: '端末を使わずに',

  /** A request that no device answered, on the screen of its end. */
  approved: {
    title: '端末を使わずに承認されました',
    body: (application: string, by: string) =>
      `${application}のリクエストは、${by}承認されました。ここで行うことはありません。`,
    next: {
      offline:
        '心当たりがありませんか？ そのスマートフォンを誰かが持っています。すぐに一時停止し、パスワードを変更してください。',
      totp: '心当たりがありませんか？ その数字とパスワードを誰かに知られています。そのアプリの設定を削除し、パスワードを変更してください。',
      email:
        '心当たりがありませんか？ メールを誰かに読まれています。メールとサービスのパスワードを変更し、「過去のリクエスト」で知らせてください。',
      bypass:
        '心当たりがありませんか？ サーバーの運営者に伝え、パスワードを変更し、「過去のリクエスト」で知らせてください。',
    } satisfies Record<FallbackWay, string>,
    nextSome: '心当たりがありませんか？ パスワードを変更し、「過去のリクエスト」で知らせてください。',
  },
};
