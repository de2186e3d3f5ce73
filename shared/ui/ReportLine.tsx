import { shownText } from '../languages/names.ts';
import { AskedButton } from './AskedButton.tsx';
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
  return (
    <div class="nod-report">
      <AskedButton
        look="quiet"
        icon="flag"
        asks={{ ...asks, danger: true }}
        onYes={onReport}
        disabled={disabled}
        busy={sending ? words.request.reporting : undefined}
      >
        {words.request.notMe}
      </AskedButton>
    </div>
  );
}
