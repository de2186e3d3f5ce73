import type { NotificationWords } from './en.ts';

/**
 * The sentences of system notifications, but for those of ../happened. They are read on a locked screen (N7): an application, a device,
 * an address and its place; never a code, never the details of an action.
 */
export const notificationWords: NotificationWords = {
  /** For Intl; no sentence. */
  locale: 'ja',

  actions: { approve: '承認する', deny: '拒否する' },
  /** Sentences that follow one another. */
  together: (sentences: readonly string[]) => sentences.join(''),
  /** Facts in a row, such as a browser and a place. */
  facts: (facts: readonly string[]) => facts.join('、'),
  browserOn: (browser: string, system: string) => `${system}の${browser}`,

  request: {
    signIn: (username: string) => `${username}としてログインしますか？`,
    /** An application's own words for what is asked, without a mark at their end. */
    other: (title: string, username: string) => `「${title}」のリクエスト（${username}）。`,
    where: (facts: string) => `${facts}。`,
    typeCode: 'Nodを開いてコードを入力してください。',
    openToAnswer: 'Nodを開いて回答してください。',
  },
  letIn: {
    title: 'アカウントに端末を追加しますか？',
    asks: (device: string, username: string) => `${device}が、${username}の端末として追加を求めています。`,
    moveTitle: 'アカウントを移しますか？',
    moveAsks: (device: string, username: string) => `${device}が、${username}を引き継ごうとしています。`,
    next: 'その端末を手に持っている場合だけ、Nodを開いて数字を入力してください。',
  },
  /** How a request ended. The device that answered, or null. */
  ended: {
    approved: (device: string | null) =>
      device === null ? '端末を使わずに承認されました。' : `${device}で承認されました。`,
    denied: (device: string | null) => (device === null ? '拒否されました。' : `${device}で拒否されました。`),
    reported: (device: string | null) => (device === null ? '報告されました。' : `${device}で報告されました。`),
    expired: 'リクエストの期限が切れました。何も承認されていません。',
    canceled: 'リクエストは取り消されました。何も承認されていません。',
    failed: 'コードの誤りが続きました。何も承認されていません。',
  },
  answer: {
    wrongCode: 'コードが違いました。Nodを開いて、もう一度入力してください。',
    notTaken: '回答が受け付けられませんでした。Nodを開いて理由を確認してください。',
    phishing: (host: string) => `拒否して報告しました。このログインを表示した${host}は偽のサイトです。`,
    keptOffline: {
      approve: 'ネットワークがありません。承認を保存し、つながったら送ります。',
      deny: 'ネットワークがありません。拒否を保存し、つながったら送ります。',
      report: 'ネットワークがありません。報告を保存し、つながったら送ります。',
    },
    keptAway: {
      approve: 'サーバーの応答がありません。承認を保存し、応答があれば送ります。',
      deny: 'サーバーの応答がありません。拒否を保存し、応答があれば送ります。',
      report: 'サーバーの応答がありません。報告を保存し、応答があれば送ります。',
    },
    /** After the sentence of `ended`. */
    notCounted: '今回の回答は反映されませんでした。',
    tooLate: '間に合いませんでした。リクエストの期限が切れ、何も承認されていません。',
  },
  test: {
    passed: '通知が使えます。',
    failed: 'テストを終えられませんでした。Nodを開いて、もう一度お試しください。',
  },
  unverified: 'リクエストを確認できませんでした。Nodを開いて、待っているリクエストを確認してください。',
  update: 'リクエストに回答するには新しいNodが必要です。Nodを開いて更新し、始めからやり直してください。',
};
