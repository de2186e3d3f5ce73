import { shownText } from '../languages/names.ts';
import type { RecoveryCodes } from '../protocol/recovery-api.ts';
import { Given } from './Given.tsx';
import { recoveryWords } from './words/recovery-words.ts';

/** What is kept of recovery codes: with the address, the realm and the user name, without which they are of no use. */
export function RecoverySheet({ codes, sheet }: RecoveryCodes) {
  const text = recoveryWords.sheet;
  return (
    <section class="nod-card nod-sheet" aria-label={text.title}>
      <p class="nod-sheet__title">{text.title}</p>
      <dl class="nod-sheet__facts">
        <dt>{text.address}</dt>
        <dd>
          <Given>{sheet.origin}</Given>
        </dd>
        <dt>{text.realm}</dt>
        <dd>
          <Given>{sheet.realm}</Given>
        </dd>
        <dt>{text.username}</dt>
        <dd>
          <Given>{sheet.username}</Given>
        </dd>
      </dl>
      <ol class="nod-sheet__codes" aria-label={text.codes}>
        {codes.map((code) => (
          <li key={code}>
            <Given>{code}</Given>
          </li>
        ))}
      </ol>
      <p class="nod-small">{text.how(shownText(`${sheet.origin}/account`))}</p>
      <p class="nod-small">{text.warning}</p>
    </section>
  );
}

/** The same as text, to be saved or copied. */
export function sheetText({ codes, sheet }: RecoveryCodes): string {
  const text = recoveryWords.sheet;
  return [
    text.title,
    '',
    `${text.address}: ${sheet.origin}`,
    `${text.realm}: ${sheet.realm}`,
    `${text.username}: ${sheet.username}`,
    '',
    ...codes.map((code, index) => `${String(index + 1).padStart(2)}. ${code}`),
    '',
    text.how(`${sheet.origin}/account`),
    text.warning,
    '',
  ].join('\r\n');
}
