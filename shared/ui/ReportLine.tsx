import { useState } from 'preact/hooks';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { shownText } from './Given.tsx';
import { words } from './words/words.ts';

/** The question before a report. */
export interface ReportWords {
  readonly title: string;
  readonly body: string;
  readonly confirm: string;
}

export interface ReportLineProps {
  readonly applicationName: string;
  /** What the question says, where it isn't about a login. */
  readonly instead?: ReportWords | undefined;
  readonly onReport: () => void;
  readonly sending?: boolean;
  readonly disabled?: boolean;
}

/** "This wasn't me": a quiet line of its own that asks once before it acts. */
export function ReportLine({ applicationName, instead, onReport, sending = false, disabled = false }: ReportLineProps) {
  const asks = instead ?? {
    title: words.request.reportTitle,
    body: words.request.reportBody(shownText(applicationName)),
    confirm: words.request.reportConfirm,
  };
  const [asking, setAsking] = useState(false);
  return (
    <div class="nod-report">
      <Button
        look="quiet"
        icon="flag"
        onClick={() => setAsking(true)}
        disabled={disabled}
        busy={sending ? words.request.reporting : undefined}
      >
        {words.request.notMe}
      </Button>
      <Dialog
        open={asking}
        title={asks.title}
        confirm={asks.confirm}
        danger
        onConfirm={() => {
          setAsking(false);
          onReport();
        }}
        onCancel={() => setAsking(false)}
      >
        {asks.body}
      </Dialog>
    </div>
  );
}
