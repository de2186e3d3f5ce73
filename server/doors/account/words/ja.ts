import type { AccountPageWords } from '../account-words.ts';

/** What the account page says: to somebody who has lost a phone, is worried, and reads half of it. */
export const accountWords: AccountPageWords = {
  /** For dates by Intl; no sentence. */
  locale: 'ja',
  signIn: {
    title: 'スマートフォンをなくしました',
    body: '復旧コードがあれば、なくしたスマートフォンをすぐに一時停止し、新しいものを登録できます。どのブラウザでも、3分ほどで終わります。通知は送られません。',
    realm: '所属',
    realmHint: '復旧コードの用紙に書かれているとおりに入力してください。',
    username: 'ユーザー名',
    code: '復旧コード',
    codeHint: 'まだ使っていないコードです。大文字と小文字は区別しません。ハイフンは省けます。',
    go: '続ける',
    wrong:
      '確認できませんでした。入力した内容をすべて見直し、まだ使っていないコードを入力してください。間違えてもロックされません。もう一度お試しください。',
    noCode: 'コードがありません',
    noCodeBody: (server: string) =>
      `${server}の運営者に、電話か対面で連絡してください。ご本人と確認できたら、このページ用のコードをもらえます。`,
    haveDevice: 'ほかの端末が手元にあります',
    haveDeviceBody: 'そこでNodを開いてください。なくした端末を、コードなしで一時停止できます。',
    closed: '15分たったため、このページを閉じました。失われたものはありません。別のコードで続けてください。',
  },
  overview: {
    title: '安全を取り戻す3つのステップ',
    open: (minutes: number) => `このページはあと${minutes}分で自動的に閉じます。`,
    done: '完了',
    seen: (ago: string) => `最終利用: ${ago}`,
    added: (ago: string) => `追加: ${ago}`,
    pauseTitle: 'なくした端末を一時停止',
    pauseBody: '一時停止した端末はその時点から回答できず、自分で元に戻すこともできません。',
    pause: 'この端末を一時停止する',
    turnAway: '端末を拒否する',
    noActive: '現在、回答できる端末はありません。',
    others: '一時停止または削除した端末',
    pairTitle: '新しいスマートフォンを登録',
    pairBody: '新しいスマートフォンを手元に用意するか、それでこのページを開いてください。すぐに使えます。',
    pair: '新しいスマートフォンを登録する',
    paired: 'を登録しました。ログインに使えます。',
    codesTitle: '新しい復旧コードを作成',
    codesBody: (left: number) =>
      left === 0
        ? '残りはありません。'
        : `残り${left}個です。用紙もなくしたおそれがあれば、新しいコードを作成してください。古いコードは使えなくなります。`,
    codes: '新しいコードを作成する',
    codesAsk: '手元の用紙にあるものも含めて、古いコードはすぐに使えなくなります。',
    codesSure: '古いコードを無効にして新しく作成する',
    codesMade: (left: number) => `新しいコードを作成しました。${left}個使えます。`,
    restTitle: 'そのほかに行うこと',
    end: 'このページを閉じる',
  },
  rest: [
    'ログインするサービスのパスワードを変更してください。なくしたスマートフォンに保存していたものが最優先です。',
    'スマートフォン本体を止めてください。Appleの「探す」かGoogleの「デバイスを探す」で、離れた場所からロックと消去ができます。',
    '携帯電話会社に連絡し、SIMカードを止めてもらってください。',
    'このサーバーの運営者に伝えてください。なくしたスマートフォンの最後の回答を確認できます。',
  ],
  pair: {
    title: '新しいスマートフォンを登録',
    scan: '新しいスマートフォンのカメラをここに向け、表示されたものを開いてください。',
    type: (origin: string) => `または、新しいスマートフォンで${origin}を開き、このコードを入力してください。`,
    until: 'どちらも10分間、1回だけ使えます。',
    here: 'これが新しいスマートフォンなので、ここで登録する',
    hereBody: 'このページも開いたまま残ります。',
    back: '登録が終わったので続ける',
  },
  codes: {
    title: '新しい復旧コード',
    body: '表示されるのは今回だけです。このページを印刷するか書き写し、スマートフォンとは別の場所に保管してください。1個につき1回使えます。古いコードは使えなくなりました。',
    where: 'スマートフォンをなくしたときに開くページ:',
    type: 'そのページかアプリにだけ入力してください。ほかの場所には決して入力しないでください。',
    back: '控えたので続ける',
  },
  ended: {
    title: 'このページを閉じました',
    body: 'ここで行ったことは反映されています。あとは次のことをしてください。',
  },
  problem: {
    title: '完了できませんでした',
    form: 'このページからの操作と確認できませんでした。何も変更されていません。ページを開き直して、もう一度操作してください。',
    wait: (seconds: number) =>
      `ここからの回数が多すぎます。${seconds}秒待ってから、もう一度お試しください。ロックはされません。`,
    gone: 'この端末はもう一覧にありません。何も変更されていません。',
    tooMany: (limit: number) =>
      `このアカウントには上限の${limit}台の端末があります。何も変更されていません。サーバーの運営者に1台の削除を依頼してください。`,
    server: '現在、サーバーで処理できません。何も変更されていません。1分後にもう一度お試しください。',
    back: '戻る',
  },
  /** How one of the devices came to be there. @param other the name of the device that did it; null for one that is gone */
  letIn: {
    first: () => 'このアカウントの最初の端末',
    device: (other: string | null) => `${other === null ? '今はない端末' : `「${other}」`}が許可`,
    moved: (other: string | null) => `${other === null ? '今はない端末' : `「${other}」`}から引き継ぎ`,
    operator: () => 'サーバーの運営者が許可',
    recovery: () => '復旧コードで許可',
    off: () => 'ほかの端末の許可なし',
    waited: () => '待っている間に拒否されず、許可',
  },
  state: {
    removed: '削除済み',
    paused: '一時停止中',
    pausedByOperator: 'サーバーの運営者が一時停止しました',
    active: '回答できます',
    notYet: 'まだ許可されていません',
  },
  ago: {
    justNow: 'たった今',
    minutes: (count: number) => `${count}分前`,
    hours: (count: number) => `${count}時間前`,
    days: (count: number) => `${count}日前`,
  },
};
