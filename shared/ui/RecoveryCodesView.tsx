import { useState } from 'preact/hooks';
import { FEW_CODES } from '../authenticator/health.ts';
import type { RecoveryCodes, RecoveryCodesLeft } from '../protocol/recovery-api.ts';
import { Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { RecoverySheet } from './RecoverySheet.tsx';
import { Row } from './Row.tsx';
import { Heading, Screen } from './Screen.tsx';
import { TopBar } from './TopBar.tsx';
import type { ErrorWords } from './words/error-words.ts';
import { useHere } from './words/here.ts';
import { recoveryWords as text } from './words/recovery-words.ts';
import { dayAndTime } from './words/relative-time.ts';
import { sentenceWords } from './words/sentence-words.ts';

export interface RecoveryCodesViewProps {
  /** null until the server has answered. */
  readonly known: RecoveryCodesLeft | null;
  readonly nowMs: number;
  readonly onMake: () => void;
  readonly making: boolean;
  readonly onBack: () => void;
  readonly problem?: ErrorWords | undefined;
}

/** How many recovery codes are left, and making new ones. */
export function RecoveryCodesView({ known, nowMs, onMake, making, onBack, problem }: RecoveryCodesViewProps) {
  const here = useHere();
  const [asks, setAsks] = useState(false);
  const few = known !== null && known.madeAtMs !== null && known.left <= FEW_CODES;
  return (
    <Screen bar={<TopBar onBack={onBack} />}>
      <Heading lead={text.lead(here)}>{text.title}</Heading>
      <Problem words={problem} />
      {known === null && problem === undefined && <p class="nod-muted">{text.looking}</p>}
      {known !== null && (
        <>
          <div class="nod-card">
            <Row
              sign={{ icon: 'shield', tone: known.madeAtMs === null || few ? 'amber' : 'leaf' }}
              title={known.madeAtMs === null ? text.none : text.left(known.left)}
              note={known.madeAtMs === null ? text.noneNext : madeWords(known.madeAtMs, few, nowMs)}
            />
          </div>
          <Button
            look={known.madeAtMs === null || few ? 'leaf' : 'plain'}
            wide
            onClick={known.madeAtMs === null ? onMake : () => setAsks(true)}
            busy={making ? text.making : undefined}
          >
            {known.madeAtMs === null ? text.make : text.makeNew}
          </Button>
        </>
      )}
      <Dialog
        open={asks}
        title={text.askTitle}
        confirm={text.makeNew}
        onConfirm={() => {
          setAsks(false);
          onMake();
        }}
        onCancel={() => setAsks(false)}
      >
        {text.askBody}
      </Dialog>
    </Screen>
  );
}

export interface FreshCodesProps {
  readonly fresh: RecoveryCodes;
  readonly onPrint: () => void;
  readonly onSave: () => void;
  /** @returns whether the browser has let it be copied */
  readonly onCopy: () => Promise<boolean>;
  readonly onDone: () => void;
}

/** New codes, shown once: to be printed, saved or copied. */
export function FreshCodes({ fresh, onPrint, onSave, onCopy, onDone }: FreshCodesProps) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const [kept, setKept] = useState(false);
  const [asks, setAsks] = useState(false);
  const keeping = (work: () => void) => () => {
    work();
    setKept(true);
  };
  const says = copied === null ? '' : copied ? text.copied : text.copyFailed;
  return (
    <Screen
      bar={<TopBar />}
      footLast
      foot={
        <Button look="leaf" wide onClick={kept ? onDone : () => setAsks(true)}>
          {text.keep}
        </Button>
      }
    >
      <Heading focusKey="fresh" lead={text.freshLead}>
        {text.fresh}
      </Heading>
      <RecoverySheet {...fresh} />
      <div class="nod-stack">
        <Button wide onClick={keeping(onPrint)}>
          {text.print}
        </Button>
        <Button wide onClick={keeping(onSave)}>
          {text.save}
        </Button>
        <Button
          wide
          onClick={async () => {
            const done = await onCopy();
            setCopied(done);
            if (done) setKept(true);
          }}
        >
          {says === '' ? text.copy : says}
        </Button>
      </div>
      <LiveRegion>{says}</LiveRegion>
      <Dialog open={asks} title={text.keepTitle} confirm={text.keep} onConfirm={onDone} onCancel={() => setAsks(false)}>
        {text.keepBody}
      </Dialog>
    </Screen>
  );
}

function madeWords(madeAtMs: number, few: boolean, nowMs: number): string {
  const { made, few: makeNew } = text;
  const sentence = sentenceWords.sentence(made(dayAndTime(madeAtMs, nowMs)));
  return few ? sentenceWords.together(sentence, makeNew) : sentence;
}
