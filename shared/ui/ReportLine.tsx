import { useState } from 'preact/hooks';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { shownText } from './Given.tsx';
import { words } from './words/words.ts';

export interface ReportLineProps {
  readonly applicationName: string;
  readonly onReport: () => void;
  readonly sending?: boolean;
  readonly disabled?: boolean;
}

/** "This wasn't me": a quiet line of its own that asks once before it acts. */
export function ReportLine({ applicationName, onReport, sending = false, disabled = false }: ReportLineProps) {
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
        title={words.request.reportTitle}
        confirm={words.request.reportConfirm}
        danger
        onConfirm={() => {
          setAsking(false);
          onReport();
        }}
        onCancel={() => setAsking(false)}
      >
        {words.request.reportBody(shownText(applicationName))}
      </Dialog>
    </div>
  );
}
