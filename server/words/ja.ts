import type { ServerWords } from './en.ts';

/**
 * What the server itself says to people: e-mails, and the notification of a device whose worker doesn't run. The sentences of
 * what happened may stand on a locked screen (N7: no names, no places), and are subjects of e-mails.
 */
export const serverWords: ServerWords = {
  /** What happened, without a full stop. */
  happened: {
    'device.added': 'アカウントに端末が追加されました',
    'device.refused': '新しい端末の追加は許可されませんでした',
    'device.waits': '新しい端末が、ほかの端末の許可なしで追加を求めています',
    'device.suspended': '端末の1つが一時停止されました',
    'device.resumed': '端末の1つが再開され、また回答できます',
    'device.removed': 'アカウントから端末が削除されました',
    'device.moved': 'アカウントが別の端末に移りました',
    'device.objected': '一時停止した端末で、その端末はあなたのものだと回答がありました',
    'device.renamed': '端末の1つの名前が変わりました',
    'device.idle': '端末の1つが長い間使われていません',
    'offline.added': '端末の1つで、ネットワークがなくても数字でログインできるようになりました',
    'verifier.added': '端末の1つで、指紋、顔、またはPINでの確認がオンになりました',
    'verifier.removed': '端末の1つで、指紋、顔、またはPINでの確認がオフになりました',
    'email.changed': 'このお知らせのメールアドレスが変わります',
    'fallback.used': '誰かが端末を使わずに、あなたとしてログインしました',
    'fallback.closed': 'コードの誤りが続いたため、端末を使わないログイン方法の1つを停止しました',
    'totp.added': '別のアプリの6桁の数字でログインできるようになりました',
    'totp.removed': '別のアプリの6桁の数字ではログインできなくなりました',
    'bypass.made': '端末を使わずにログインするためのコードが作成されました',
    'recovery.used': '復旧コードの1つが使われました',
    'recovery.codes_made': '復旧コードが作成されました',
    'account.session_opened': 'アカウントのページがコードで開かれました',
    'login.failed': 'コードの誤りが続き、ログインが打ち切られました',
    'application.quarantined': '報告があったため、サービスの1つからの通知を止めています',
    'approval.disowned': 'あなたとしてのログインに、心当たりがないと回答がありました',
    'report.taken_back': 'サービスについての報告が取り消されました',
    'enrollment.refused': '新しい端末を追加できませんでした',
    'user.locked': 'サーバーの運営者がアカウントをロックしました',
    'user.unlocked': 'サーバーの運営者がアカウントのロックを解除しました',
  },
  somethingHappened: 'アカウントに新しい記録があります',
  sentence: (happened: string) => `${happened}。`,
  notification: (happened: string) => `${happened}。Nodを開いて確認してください。`,

  /** A notification of a device whose worker doesn't run: what shared/authenticator/words says, and shorter. */
  push: {
    signIn: (username: string) => `${username}としてログインしますか？`,
    browserOn: (browser: string, system: string) => `${system}の${browser}`,
    facts: (facts: readonly string[]) => facts.join('、'),
    typeCode: 'Nodを開いてコードを入力してください。',
    test: {
      title: '通知が使えます',
      body: 'この端末でリクエストを受け取れます。Nodを開いて完了してください。',
    },
    approved: (device: string | undefined) =>
      device === undefined ? '端末を使わずに承認されました' : `${device}で承認されました`,
    denied: (device: string) => `${device}で拒否されました`,
    reported: (device: string) => `${device}で報告されました`,
    expired: 'このリクエストの期限が切れました',
    canceled: 'このリクエストは取り消されました',
    failed: 'コードの誤りが続いたため、このリクエストは終了しました',
  },

  /** The e-mail of what happened: what it says, its facts, and what to do for somebody who did not do it. */
  mail: {
    subject: (server: string, happened: string) => `${server}: ${happened}`,
    /** In front of the facts, each on its own line. */
    labels: {
      account: 'アカウント',
      device: '端末',
      by: '操作元',
      application: 'サービス',
      name: '名前',
      when: '日時',
      howOften: '回数',
      from: '場所',
      why: '理由',
      removed: '削除される日時',
      counts: '有効になる日時',
      letIn: '許可される日時',
    },
    fact: (label: string) => `${label}:`,
    howOften: (count: number, last: string) => `${count}回、最後は${last}`,
    deviceOn: (device: string, platform: string) => `${device}（${platform}）`,
    by: {
      operator: 'サーバーの運営者',
      application: 'サービス',
      email: 'メールのリンク',
      recovery: '復旧コードを持つ人',
    },
    place: (address: string, place: string) => `${address}、${place}`,
    renamed: (from: string, to: string) => `${from} → ${to}`,
    removedAt: (time: string) => `${time}（再開されなければ）`,
    letInAt: (time: string) => `${time}（あなたが拒否しなければ）`,
    letInAfter: (hours: number) => `誰かがこれを見てから${hours}時間後（あなたが拒否しなければ）`,

    ifYou: 'ご自身の操作なら、何もする必要はありません。',
    /** Before the link. */
    undo: '心当たりがなければ、次のページを開いて、1つだけあるボタンを押してください。その端末と、それが許可したすべての端末は、それ以降、何も回答できなくなります:',
    undoUntil: (time: string) => `リンクは${time}まで、1回だけ使えます。ほかのことには使えません。`,
    waits: {
      asked: 'あなたとしてログインしている人が依頼しました。許可できる端末が手元になかったようです。',
      no: '心当たりがなければ、次のページを開いて拒否してください。その端末は今後も追加されず、1週間は誰も同じ依頼ができません。そのあと、ログインするサービスのパスワードを変更してください。誰かに知られているおそれがあります。',
      begun: 'ご自身の依頼なら、待つだけで大丈夫です。',
      begins:
        'ご自身の依頼なら、次のページでそう伝えてください。そのとき、またはあなたの端末でNodを開いてこれが表示されたときから、待ち時間が始まります。',
      until: (time: string) => `リンクは${time}まで使えます。これで誰かがログインすることはありません。`,
    },
    emailChanged: (origin: string, server: string): readonly string[] => [
      '新しいアドレスは、このメールの1日後から有効です。それまでは、このお知らせは両方に届き、ほかのお知らせは古いアドレスに届きます。',
      `心当たりがなければ、その1日のうちにあなたの端末でNod（${origin}）を開き、アドレスを元に戻して、「アカウントの記録」を確認してください。端末がなければ、${server}の運営者に伝えてください。`,
    ],
    idle: (origin: string) =>
      `この端末がまだ手元にあるなら、その端末で一度Nod（${origin}）を開いてください。そうすれば何も起こりません。開かなければ、このようなメールの2通目から1週間後に一時停止されます。別の端末から再開できます。`,
    locked: (server: string) =>
      `ロックが解除されるまで、誰もあなたとしてNodでログインできず、あなたの端末にも通知は届きません。何も削除されていません。何があったのか、これからどうなるのか、${server}の運営者に聞いてください。`,
    recovery: (origin: string, server: string) =>
      `心当たりがなければ、すぐにあなたの端末でNod（${origin}）を開き、新しい復旧コードを作成してください。古いコードと、それで開かれたものは使えなくなります。そのあと「アカウントの記録」を確認してください。端末がなければ、${server}の運営者に伝えてください。`,
    guess: '心当たりがなければ、誰かがあなたのパスワードを知っているおそれがあります。変更してください。',
    lookHere: (origin: string, server: string) =>
      `あなたの端末でNod（${origin}）を開き、「アカウントの記録」を確認してください。できることが書いてあります。端末がなければ、復旧コードで ${origin}/account を開くか、${server}の運営者に伝えてください。`,
    end: (server: string, origin: string) =>
      `このメールは${server}（${origin}）から届きました。コードやパスワードを尋ねることはありません。`,
  },

  /** The e-mail with a code. Its subject stands on locked screens, so the code isn’t in it. */
  code: {
    subject: (server: string) => `${server}: ログイン用のコード`,
    /** `from`: an address and its place; may be empty. */
    asks: (application: string, username: string, from: string) =>
      `${username}として${application}にログインしようとしている人がいます${from === '' ? '' : `（${from}から）`}。`,
    notYou: (application: string) =>
      `心当たりがなければ、このコードを誰にも教えず、${application}のパスワードを変更してください。誰かに知られています。`,
    good: (minutes: number) =>
      `このログインに、${minutes}分以内に1回だけ使えます。ログインしているページにだけ入力してください。`,
    end: (server: string, origin: string) =>
      `このメールは${server}（${origin}）から届きました。サポートの担当者が、このコードを必要とすることはありません。`,
  },
};
