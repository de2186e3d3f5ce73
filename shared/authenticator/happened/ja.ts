import type { HappenedWords } from './en.ts';

/** What may count in place of a device's answer. */
const ways: Readonly<Record<string, string>> = {
  offline: 'オフラインのスマートフォンの数字',
  totp: '別のアプリの数字',
  email: 'メールで届くコード',
  bypass: '1回限りのコード',
};
const byWay = (way: string) => (ways[way] === undefined ? '端末を使わずに' : `${ways[way]}で`);

/**
 * What happened to an account: on a notification, and in the app under "What happened". It may be read on a locked screen (N7): a
 * device, an application, an address and its place; never the e-mail address, never anything that opens anything. A name comes in its
 * quotation marks (`quoted`), or is null where it isn't known.
 */
export const happenedWords: HappenedWords = {
  quoted: (name: string) => `「${name}」`,
  /** Facts in a row, such as an address and a place. */
  facts: (facts: readonly string[]) => facts.join('、'),

  /** What happened to an account, without a full stop. */
  sentences: {
    'device.added': (device: string | null) => `${device ?? '端末'}がアカウントに追加されました`,
    'device.refused': (device: string | null) => `${device ?? '端末'}の追加は許可されませんでした`,
    'device.waits': (device: string | null) => `拒否しなければ、${device ?? '端末'}があなたの許可なしに追加されます`,
    'device.suspended': (device: string | null) => `${device ?? '端末'}が一時停止されました`,
    /** Paused, and removed a day later. */
    'device.suspended_removal': (device: string | null) =>
      `${device ?? '端末'}が一時停止されました。1日後に削除されます`,
    'device.resumed': (device: string | null) => `${device ?? '端末'}が再開され、また回答できます`,
    'device.removed': (device: string | null) => `${device ?? '端末'}が削除されました`,
    'device.moved': (device: string | null) => `アカウントが${device ?? '別の端末'}に移りました`,
    'device.objected': (device: string | null) => `${device ?? '端末'}で、その端末はあなたのものだと回答がありました`,
    'device.renamed': (from: string | null, to: string | null) =>
      `${from ?? '端末'}の名前が${to ?? '別の名前'}に変わりました`,
    'device.idle': (device: string | null) =>
      `${device ?? '端末'}でNodを開いてください。長く使われていないため、開かないと一時停止します`,
    'offline.added': (device: string | null) =>
      `${device ?? '端末'}で、ネットワークがなくても数字でログインできるようになりました`,
    'verifier.added': (device: string | null) => `${device ?? '端末'}で、指紋、顔、またはPINでの確認がオンになりました`,
    'verifier.removed': (device: string | null) =>
      `${device ?? '端末'}で、指紋、顔、またはPINでの確認がオフになりました`,
    'email.changed': 'アカウントのメールアドレスが変更されました',
    /** @param way offline, totp, email, bypass, or one that this version doesn't know */
    'fallback.used': (application: string | null, way: string) =>
      `誰かが${byWay(way)}、あなたとして${application ?? 'サービス'}にログインしました`,
    'fallback.closed': (way: string) =>
      `コードの誤りが続いたため、${ways[way] ?? '端末を使わない方法'}でのログインを停止しました`,
    'totp.added': '別のアプリの6桁の数字でログインできるようになりました',
    'totp.removed': '別のアプリの6桁の数字ではログインできなくなりました',
    'bypass.made': (application: string | null) =>
      `${application ?? 'アカウントのページ'}用に、1回限りのコードが作成されました`,
    /** How many are left, where that is known. */
    'recovery.used': (left: number | null) =>
      `復旧コードが1個使われました${left === null ? '' : `。残り${left}個です`}`,
    'recovery.codes_made': '新しい復旧コードが作成され、以前のコードは使えなくなりました',
    /** There were none before. */
    'recovery.codes_made_first': '復旧コードが作成されました',
    'account.session_opened': '誰かが復旧コードであなたのアカウントのページを開きました',
    'account.session_opened_bypass': '誰かが1回限りのコードであなたのアカウントのページを開きました',
    'login.failed': (application: string | null) =>
      `コードの誤りが続き、${application === null ? '' : `${application}への`}ログインが打ち切られました`,
    'application.quarantined': (application: string | null) => `${application ?? 'サービス'}からの通知を止めています`,
    'approval.disowned': (application: string | null) =>
      `あなたとしてのログインに心当たりがないことを、${application ?? 'サービス'}に知らせました`,
    'report.taken_back': (application: string | null) =>
      `報告が取り消され、${application ?? 'サービス'}からまた通知が届きます`,
    'enrollment.refused': '誰かが端末を追加しようとし、拒否されました',
    'user.locked': 'アカウントがロックされました',
    'user.unlocked': 'アカウントのロックが解除されました',
    /** What this version doesn't know. */
    other: 'アカウントに変更がありました',
  },
  /** Who did it, as one of several facts. */
  by: {
    application: (name: string | null) => `${name ?? 'サービス'}による操作`,
    device: (name: string | null) => `${name ?? '別の端末'}での操作`,
    thisDevice: 'この端末での操作',
    operator: 'サーバーの運営者による操作',
    email: 'メールのリンクからの操作',
    recovery: '復旧コードによる操作',
  },
  /** An address and its place. */
  from: (facts: string) => `${facts}から`,
  body: (username: string, facts: string | null) =>
    `アカウント: ${username}${facts === null ? '' : `、${facts}`}。心当たりがなければタップしてください。`,
};
