import { RequestScreen, type RequestScreenProps } from './RequestScreen.tsx';
import { VouchCard } from './VouchCard.tsx';
import { vouchingWords } from './words/vouching-words.ts';
import { words } from './words/words.ts';

/** The request's screen where a new device asks to be let in: its own card, its own words, and Approve after some seconds. */
export function VouchScreen(props: RequestScreenProps) {
  const { view, nowMs, approveIn = 0 } = props;
  const { vouch } = view;
  const { codeLabel, reportTitle, reportBody, reportConfirm } = vouchingWords.card;
  return (
    <RequestScreen
      {...props}
      card={vouch && <VouchCard view={{ ...view, vouch }} nowMs={nowMs} />}
      codeLabel={codeLabel}
      reportWords={{ title: reportTitle, body: reportBody, confirm: reportConfirm }}
      approveWaitsFor={approveIn > 0 ? words.request.readFirst : (props.approveWaitsFor ?? null)}
    />
  );
}
