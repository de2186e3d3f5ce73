import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Account as PairedAccount } from '../../../authenticator/account.ts';
import { placeOf } from '../../../authenticator/account-place.ts';
import { happenedSentence } from '../../../authenticator/announcement-words.ts';
import { FEW_CODES } from '../../../authenticator/health.ts';
import { readHistory } from '../../../authenticator/history.ts';
import type { HistoryItem } from '../../../authenticator/inbox-item.ts';
import { lastTime, newsOf } from '../../../authenticator/news.ts';
import type { FallbackWay } from '../../../protocol/receipt.ts';
import { AccountView, type AccountViewProps, type AtHand } from '../../AccountView.tsx';
import { Given } from '../../Given.tsx';
import { useNow } from '../../use-now.ts';
import type { WayView } from '../../WaysList.tsx';
import { accountWords } from '../../words/account-words.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { recoveryWords } from '../../words/recovery-words.ts';
import { words } from '../../words/words.ts';
import { useApp, useAppState } from '../app-context.ts';
import { trustWordsFor } from '../trust-words-for.ts';
import { useDevices } from '../use-devices.ts';
import { Listed } from './Listed.tsx';

const clock = () => Date.now();

/** The one place of an account: its devices, what helps where none is at hand, its address, what was. */
export function Account({ deviceId }: { deviceId: string }) {
  const { router } = useApp();
  const { accounts } = useAppState();
  const nowMs = useNow(30_000, clock);
  const { account, devices, problem } = useDevices(deviceId);
  const { asked, atHand, email, problem: notOpened } = useAtHand(deviceId, account);
  const lastRequest = useLastRequest(deviceId);
  if (!account) return null;
  // All at once: a row that comes later would move what a finger is about to press.
  const isThere = asked && (devices !== null || problem !== undefined);
  const newest = account.happened?.[0];
  const props: AccountViewProps = {
    nowMs,
    devices,
    atHand,
    email,
    happened: newest ? { sentence: happenedSentence(newest), atMs: lastTime(newest) } : null,
    news: newsOf(account).length,
    lastRequest: lastRequest && { ...lastRequest, atMs: lastRequest.finalAtMs },
    onDevice: (of) => router.go({ name: 'device', deviceId, of }),
    onCodes: () => router.go({ name: 'codes', deviceId }),
    onTotp: () => router.go({ name: 'totp', deviceId }),
    onEmail: () => router.go({ name: 'email', deviceId }),
    onHappened: () => router.go({ name: 'happened', deviceId }),
    onHistory: () => router.go({ name: 'history', deviceId }),
  };
  return (
    <Listed
      title={accountWords.title}
      lead={<Given>{words.confirm.ofAccount(account.user.username, placeOf(account))}</Given>}
      back={accounts.length === 1 ? { name: 'home' } : { name: 'accounts' }}
      problem={problem ?? notOpened}
    >
      {isThere ? <AccountView {...props} /> : <p class="nod-muted">{recoveryWords.looking}</p>}
    </Listed>
  );
}

/** What is asked of the server beside the devices; what happened too, whose newest stands here. A part that isn't to be had, or is of a server of before, is left out. */
function useAtHand(deviceId: string, account: PairedAccount | undefined) {
  const { actions, changed } = useApp();
  const here = useHere();
  const [totp, setTotp] = useState<AtHand['totp']>();
  const [ways, setWays] = useState<readonly WayView[] | undefined>();
  const [email, setEmail] = useState<AccountViewProps['email']>();
  const [asked, setAsked] = useState(false);
  const [opening, setOpening] = useState<FallbackWay | null>(null);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const isActive = account?.state === 'active';

  const loadWays = useCallback(async () => {
    const answer = await actions.fallbacks({ deviceId }).catch(() => undefined);
    if (answer) setWays(answer.fallbacks);
  }, [actions, deviceId]);
  useEffect(() => {
    if (!isActive) return;
    Promise.allSettled([
      loadWays(),
      actions.totp({ deviceId }).then((answer) => setTotp(answer.totp)),
      actions.email({ deviceId }).then((answer) => setEmail(answer.available ? answer : undefined)),
      // The account keeps both answers.
      Promise.allSettled([actions.recoveryCodesLeft({ deviceId }), actions.pullHappened({ deviceId })]).then(changed),
    ]).then(() => setAsked(true));
  }, [actions, changed, deviceId, isActive, loadWays]);

  const onOpenWay = async (way: FallbackWay) => {
    setOpening(way);
    setProblem(undefined);
    try {
      await actions.reopenFallback({ deviceId, way });
      await loadWays();
    } catch (error) {
      setProblem(trustWordsFor(error, { here, serverName: account?.serverName }));
    } finally {
      setOpening(null);
    }
  };
  const codesLeft = account?.recoveryCodesLeft;
  const codesFew = (codesLeft ?? Infinity) <= FEW_CODES;
  const atHand: AtHand | null = isActive ? { codesLeft, codesFew, totp, ways, opening, onOpenWay } : null;
  return { atHand, email: isActive ? email : undefined, problem, asked: asked || !isActive };
}

/** The newest past request that is kept here. */
function useLastRequest(deviceId: string): HistoryItem | null {
  const { reader } = useApp();
  const { revision } = useAppState();
  const [last, setLast] = useState<HistoryItem | null>(null);
  useEffect(() => {
    readHistory(reader, { limit: 1, deviceId }).then(([item = null]) => setLast(item));
  }, [reader, deviceId, revision]);
  return last;
}
