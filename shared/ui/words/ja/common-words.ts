import type { commonWords as english } from '../common-words.ts';
import type { Here, RunsIn } from '../here.ts';

/** What every screen may say. Part of `words` (words.ts). */
export const commonWords: typeof english = {
  common: {
    back: '戻る',
    cancel: 'やめて戻る',
    done: '完了',
    tryAgain: 'もう一度試す',
  },
};

/** How notifications are allowed again, as a request in its polite form: a sentence without its full stop. */
export function allowNotifications(here: Here, runsIn: RunsIn | undefined): string {
  if (runsIn === 'extension') return 'システムの設定で、このブラウザの通知を許可してください';
  if (runsIn === 'tab')
    return `アドレスの横のアイコンを${here === 'phone' ? 'タップ' : 'クリック'}して、通知を許可してください`;
  if (runsIn === 'app' && here === 'phone') return '「設定」→「通知」→「Nod」で通知をオンにしてください';
  if (runsIn === 'app') return 'Nodのタイトルバーのメニューで「アプリ情報」を開き、通知を許可してください';
  return '設定でNodの通知を許可してください';
}
