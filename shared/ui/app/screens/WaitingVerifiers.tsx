import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Account } from '../../../authenticator/account.ts';
import type { Actions } from '../../../authenticator/actions.ts';
import { shownText } from '../../../languages/names.ts';
import { Problem } from '../../Banner.tsx';
import { Button } from '../../Button.tsx';
import { Dialog } from '../../Dialog.tsx';
import { Row } from '../../Row.tsx';
import { confirmWords as text } from '../../words/confirm-words.ts';
import type { ErrorWords } from '../../words/error-words.ts';
import { useHere } from '../../words/here.ts';
import { comingTime } from '../../words/relative-time.ts';
import { useApp } from '../app-context.ts';
import { confirmAction } from '../confirm-action.ts';
import { wordsFor } from '../errors.ts';

type Waiting = Awaited<ReturnType<Actions['waitingVerifiers']>>[number];

/** What was set up on the user's other devices and doesn't count yet; nothing where none is, or while nobody can say. */
export function WaitingVerifiers({ account }: { account: Account }) {
  const app = useApp();
  const { actions, platform } = app;
  const here = useHere();
  const { deviceId, serverName } = account;
  const [waiting, setWaiting] = useState<readonly Waiting[]>([]);
  const [asking, setAsking] = useState<Waiting | null>(null);
  const [busyId, setBusyId] = useState<string | null>(null);
  const [problem, setProblem] = useState<ErrorWords | undefined>();

  const load = useCallback(
    () => actions.waitingVerifiers({ deviceId }).then(setWaiting, () => setWaiting([])),
    [actions, deviceId],
  );
  useEffect(() => {
    load();
  }, [load]);

  const count = async ({ deviceId: otherId, credentialId }: Waiting) => {
    setBusyId(otherId);
    setProblem(undefined);
    try {
      const other = { deviceId: otherId, credentialId };
      // As `otherVerifier` of the protocol, which isn't loaded here; approveVerifier holds it against that.
      const confirmed = await confirmAction(app, account, 'verifier-approval', `${otherId} ${credentialId}`);
      await actions.approveVerifier({ deviceId, other, ...confirmed });
    } catch (error) {
      setProblem(wordsFor(error, { here, runsIn: platform.runsIn, serverName }));
    } finally {
      setBusyId(null);
      await load();
    }
  };
  const nowMs = Date.now();
  const name = (one: Waiting | null) => shownText(one?.name ?? '');
  return (
    <>
      <Problem words={problem} />
      {waiting.length > 0 && (
        <ul class="nod-card nod-rows">
          {waiting.map((one) => (
            <li key={one.deviceId}>
              <Row
                sign={{ icon: 'shield', tone: 'amber' }}
                title={text.waits(name(one))}
                note={text.waitsNote(comingTime(one.countsFromMs, nowMs))}
                end={
                  <Button
                    look="quiet"
                    onClick={() => setAsking(one)}
                    busy={busyId === one.deviceId ? text.busy : undefined}
                    name={text.countNowNamed(name(one))}
                  >
                    {text.countNow}
                  </Button>
                }
              />
            </li>
          ))}
        </ul>
      )}
      <Dialog
        open={asking !== null}
        title={text.countTitle(name(asking))}
        confirm={text.countConfirm}
        onConfirm={() => {
          if (asking !== null) count(asking);
          setAsking(null);
        }}
        onCancel={() => setAsking(null)}
      >
        {text.countBody}
      </Dialog>
    </>
  );
}
