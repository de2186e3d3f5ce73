import { shownText } from '../languages/names.ts';
import { Banner } from './Banner.tsx';
import { sentenceWords } from './words/sentence-words.ts';
import { words } from './words/words.ts';

export interface LoginPlaceNoteProps {
  /** `absent`: no tab here shows the login. `hidden`: the browser doesn't let these hosts be looked at. */
  readonly place: 'absent' | 'hidden';
  readonly hosts: readonly string[];
  readonly applicationName: string;
  /** A code is taken as well. */
  readonly withCode: boolean;
  /** Asks the browser to let Nod look (`hidden`). */
  readonly onAllow?: (() => void) | undefined;
}

/** Why a request that asks for the login's own tab can't be approved with one tap here, and what to do instead. */
export function LoginPlaceNote({ place, hosts, applicationName, withCode, onAllow }: LoginPlaceNoteProps) {
  const text = words.request.place;
  if (place === 'hidden') {
    const sites = sentenceWords.list(hosts.map(shownText));
    return (
      <Banner tone="amber" title={text.hiddenTitle(sites)} action={onAllow && { label: text.allow, onAction: onAllow }}>
        {text.hiddenBody} {withCode ? text.orCode : ''}
      </Banner>
    );
  }
  return (
    <Banner tone="amber" title={text.absentTitle}>
      {withCode ? text.absentCode : text.absentOnly(shownText(applicationName))}
    </Banner>
  );
}
