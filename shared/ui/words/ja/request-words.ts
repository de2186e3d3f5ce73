import { countedIn } from '../../../languages/counted.ts';
import type { Here } from '../here.ts';
import type { requestWords as english } from '../request-words.ts';

const counted = countedIn('ja');
const thisOne = (here: Here) => (here === 'phone' ? 'このスマートフォン' : 'このパソコン');
const tries = (count: number) => counted(count, { other: 'あと#回入力できます' });

/** A request: what it asks, how it is answered, how it ends; those that wait and those that are over. Part of `words`. */
export const requestWords: typeof english = {
  request: {
    signIn: (username: string) => `${username}としてログイン`,
    forAccount: 'あなたのアカウント:',
    browserOn: (browser: string, system: string) => `${system}の${browser}`,
    unknownBrowser: 'ブラウザ不明',
    unknownPlace: '場所不明',
    address: 'アドレス',
    details: 'リクエストの内容',
    firstPlace: (place: string) => `${place}からは初めてです`,
    firstBrowser: (browser: string) => `${browser}では初めてです`,
    firstApplication: (application: string) => `${application}からの初めてのリクエストです`,
    /** Asked before, and never approved: as unusual as the first time, but not the first. */
    strangePlace: (place: string) => `${place}からのリクエストを、ここで承認したことはありません`,
    strangeBrowser: (browser: string) => `${browser}でのリクエストを、ここで承認したことはありません`,
    strangeApplication: (application: string) => `${application}のリクエストを、ここで承認したことはありません`,
    /** Requests in five minutes; none of them was approved. */
    manyLately: (count: number) => counted(count, { other: '5分間に#件のリクエストがあり、どれも承認していません' }),
    /** The application says so; where it says nothing, or knows it, nothing is said. */
    siteKnowsNot: 'このサイトでは初めてのブラウザです',
    firstHint: '始めた覚えがなければ「拒否する」を選んでください。',
    codeLabel: 'もう一方の画面のコードを入力してください',
    codeName: (count: number) => counted(count, { other: 'もう一方の画面の#桁のコード' }),
    shortCode: (count: number) =>
      counted(count, { other: '#桁のコードは推測されやすいので、誰のリクエストかよく確認してください。' }),
    codeFirst: '承認するにはコードを入力してください。',
    wrongCode: (triesLeft: number) => `コードが違います。${tries(triesLeft)}。`,
    scan: '代わりに読み取る',
    paste: '貼り付ける',
    pasteNothing: '貼り付ける数字がありません。先にコードをコピーしてください',
    fetched: '自分で受け取ったリクエストです。そのページを自分で開いた場合だけ承認してください。',
    originOpen: (site: string) => `${site}はこのブラウザで開いています。本物のサイトです。`,
    place: {
      looking: 'このログインをタブの中から探しています。',
      absentTitle: 'このブラウザで始めたログインではありません',
      absentCode:
        '別の端末で始めた場合は、そこに表示されたコードを入力してください。始めた覚えがなければ「拒否する」を選んでください。',
      absentOnly: (application: string) =>
        `${application}は、ログインするブラウザからの承認だけを受け付けます。始めた覚えがなければ「拒否する」を選んでください。`,
      hiddenTitle: (sites: string) => `Nodには${sites}を見る許可がありません`,
      hiddenBody: '許可すると、タブのページが本物か確かめられます。このログインを探すだけで、ほかは見ません。',
      orCode: 'または、コードを入力してください。',
      allow: '許可する',
      waits: '先に、このブラウザのタブからこのログインを見つける必要があります。',
    },
    answer: '回答',
    deny: '拒否する',
    denyWith: '理由をつけて拒否…',
    attachedLead: '下に添付があります:',
    attachedFirst: '先に添付の内容を確認してください。',
    attachedToTheEnd: '先に添付を最後までスクロールしてください。',
    approve: '承認する',
    approveIn: (seconds: number) => counted(seconds, { other: '承認まで#秒' }),
    readFirst: '数秒後に承認できます。先に、誰のリクエストか確認してください。',
    denying: '拒否しています…',
    approving: '承認しています…',
    reporting: '報告しています…',
    sending: '回答を送っています…',
    notMe: '心当たりがありません',
    reportTitle: 'このリクエストを報告しますか？',
    reportBody: (application: string) =>
      `リクエストを拒否し、${application}からの通知をしばらく止めます。始めた覚えがなければ、パスワードを誰かに知られているおそれがあります。`,
    reportConfirm: '報告する',
    ringName: (left: string) => `回答できる時間: ${left}`,
  },

  signingIn: {
    entry: 'ログインの途中です',
    entryNote: '通知が来ていないとき',
    title: 'ログインの途中です',
    body: 'ログインするページのリクエストを、Nodが受け取ります。自分で開いたページにだけ使ってください。',
    scan: 'そのページのコードを読み取る',
    or: 'または数字を入力する',
    which: 'どのアカウントですか？',
    digits: 'そのページの数字',
    digitsHint: '6桁以上です。',
    fetch: 'リクエストを受け取る',
    fetching: 'リクエストを受け取っています…',
    thisPageTitle: '前面のページが回答を待っています',
    thisPageBody: '自分で開いたページなら、リクエストを受け取ってください。',
    thisPage: 'このページのリクエストを受け取る',
    unavailable: 'このサーバーでは使えません。待っているリクエストは、ここに自動で表示されます。',
  },

  looking: {
    unpairedTitle: 'ここではNodが登録されていません',
    unpairedBody:
      '登録したほうのNod（ホーム画面のNodなど）を開き、「ログインの途中です」を選んでください。または、ここで登録してください。',
    pair: 'ここで登録する',
    title: 'リクエストを探しています…',
    body: '届いているリクエストをサーバーで確認しています。',
  },

  outcome: {
    anotherWaits: '別のリクエストが待っています。「完了」を選ぶと表示されます。',
    approved: {
      title: '承認しました',
      body: (application: string) => `${application}に戻ってください。自動で先に進みます。`,
      onPhone: 'このスマートフォンでログインしている場合は、ブラウザのページに戻ってください。',
    },
    denied: {
      title: '拒否しました',
      body: (application: string) => `${application}に拒否を伝えました。このリクエストでは誰もログインしていません。`,
    },
    reported: {
      title: '報告しました',
      body: (application: string) => `${application}に拒否を伝え、そこからの通知をしばらく止めました。`,
      next: (application: string) =>
        `今すぐ${application}のパスワードを変更してください。誰かに知られているおそれがあります。`,
    },
    phishing: {
      title: '偽のログインページです',
      body: (application: string, site: string) =>
        `${site}が${application}のログインを表示していましたが、${application}のサイトではありません。リクエストを拒否し、報告しました。`,
      next: (application: string) =>
        `そのページを閉じてください。パスワードを入力した場合は、本物の${application}で変更してください。`,
    },
    expired: {
      title: '間に合いませんでした',
      body: (application: string) =>
        `${application}のリクエストは、回答の前に期限が切れました。何も承認されていません。`,
      next: 'ご自身で始めた場合は、ログインを始めからやり直してください。',
    },
    canceled: {
      title: '回答は不要になりました',
      body: (application: string) => `${application}がこのリクエストを取り消しました。何も承認されていません。`,
      next: '新しいリクエストが届いたら、そちらに回答してください。',
    },
    failed: {
      title: 'コードの誤りが続きました',
      body: (application: string) => `${application}のリクエストを終了しました。何も承認されていません。`,
      next: 'ご自身で始めた場合は、ログインを始めからやり直してください。',
    },
    elsewhere: {
      title: {
        approved: (device: string) => `${device}で承認されました`,
        denied: (device: string) => `${device}で拒否されました`,
        reported: (device: string) => `${device}で報告されました`,
      },
      someDevice: '別の端末',
      body: (application: string) => `${application}のリクエストは回答済みです。ここで行うことはありません。`,
      next: '心当たりがなければ、すぐにその端末を削除してください。',
      devices: '端末の一覧を見る',
    },
    /** Which answer it is, since it isn't final: until it is sent, another one can still be given. */
    kept: {
      title: { approve: '承認は送信待ちです', deny: '拒否は送信待ちです', report: '報告は送信待ちです' },
      offline: (here: Here, until: string) =>
        `${thisOne(here)}はオフラインです。${until}までにつながれば、自動で送ります。`,
      away: (server: string, until: string) =>
        `${server}につながりません。${until}までに応答があれば、自動で送ります。`,
    },
  },

  /** A final answer as one word in a list. */
  states: {
    approved: '承認',
    denied: '拒否',
    reported: '報告',
    expired: '期限切れ',
    canceled: '取り消し',
    failed: 'コードの誤り',
  },

  pending: {
    title: '回答待ち',
    letIn: (name: string) => `「${name}」をアカウントに追加しますか？`,
    count: (count: number) => counted(count, { other: '#件のリクエストが待っています' }),
  },

  history: {
    title: '過去のリクエスト',
    empty: '回答はまだありません。承認または拒否したものがここに並びます。',
    /** How it ended, and on which device. */
    on: (answer: string, device: string) => `${device}で${answer}`,
    /** The same where no device answered: “by six digits of another app”. */
    by: (answer: string, way: string) => `${way}${answer}`,
    more: '以前の回答を表示',
    loadingMore: '以前の回答を読み込んでいます…',
  },
};
