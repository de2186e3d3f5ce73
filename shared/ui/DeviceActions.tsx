import { useState } from 'preact/hooks';
import { shownText } from '../languages/names.ts';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';
import type { DeviceView } from './DeviceList.tsx';
import { Dialog } from './Dialog.tsx';
import { useHere } from './words/here.ts';
import { sentenceWords } from './words/sentence-words.ts';
import { lastBody, trustWords } from './words/trust-words.ts';

export type DeviceDoing = 'suspend' | 'resume' | 'remove';

export interface DeviceActionsProps {
  readonly device: DeviceView;
  readonly busy: DeviceDoing | null;
  readonly onDo: (doing: DeviceDoing) => void;
  /** What was asked for would leave no way in: asks whether it is meant all the same. */
  readonly last: boolean;
  /** Recovery codes are left, which let a new device in. */
  readonly hasCodes?: boolean;
  readonly onLast: (meant: boolean) => void;
}

/** Whoever was judged by the operator, or has to be: the user's devices don't turn it on again. */
const LEFT_TO_OPERATOR: ReadonlySet<string> = new Set(['objection', 'operator', 'wrong_codes']);

/** What can be done with one device. Each asks once and says what will happen. */
export function DeviceActions({ device, busy, onDo, last, hasCodes = false, onLast }: DeviceActionsProps) {
  const here = useHere();
  const [asking, setAsking] = useState<DeviceDoing | null>(null);
  const text = trustWords.device;
  const name = sentenceWords.quoted(shownText(device.name));
  const judged = LEFT_TO_OPERATOR.has(device.suspension?.why ?? '');
  const removable = device.suspension?.removalAtMs == null && (!judged || device.suspension?.why === 'wrong_codes');
  const ask = (doing: DeviceDoing) => () => setAsking(doing);
  return (
    <>
      {judged && device.suspension?.why !== 'wrong_codes' && (
        <Banner tone="info" title={trustWords.paused.waitsTitle}>
          {trustWords.paused.waitsBody}
        </Banner>
      )}
      <div class="nod-stack">
        {device.state === 'active' && !device.thisDevice && (
          <Button wide onClick={ask('suspend')} busy={busy === 'suspend' ? text.pausing : undefined}>
            {text.pause}
          </Button>
        )}
        {device.state === 'suspended' && !judged && (
          <Button look="leaf" wide onClick={ask('resume')} busy={busy === 'resume' ? text.resuming : undefined}>
            {text.resume}
          </Button>
        )}
        {removable && (
          <Button look="quiet" wide onClick={ask('remove')} busy={busy === 'remove' ? text.removing : undefined}>
            {text.remove}
          </Button>
        )}
      </div>
      <Dialog
        open={asking !== null}
        danger={asking !== 'resume'}
        title={asking ? asked(trustWords)[asking].title(name) : ''}
        confirm={asking ? asked(trustWords)[asking].confirm : ''}
        onConfirm={() => {
          if (asking !== null) onDo(asking);
          setAsking(null);
        }}
        onCancel={() => setAsking(null)}
      >
        {asking === 'remove' && device.thisDevice
          ? text.removeThisBody(here)
          : asking && asked(trustWords)[asking].body}
      </Dialog>
      <Dialog
        open={last}
        danger
        title={text.lastTitle}
        confirm={text.lastConfirm}
        onConfirm={() => onLast(true)}
        onCancel={() => onLast(false)}
      >
        {lastBody(hasCodes)}
      </Dialog>
    </>
  );
}

/** Its texts are read when somebody asks: then they are in the person's language. */
const asked = ({ device: of }: typeof trustWords) => ({
  suspend: { title: of.pauseTitle, body: of.pauseBody, confirm: of.pauseConfirm },
  resume: { title: of.resumeTitle, body: of.resumeBody, confirm: of.resume },
  remove: { title: of.removeTitle, body: of.removeBody, confirm: of.removeConfirm },
});
