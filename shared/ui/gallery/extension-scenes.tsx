import type { VNode } from 'preact';
import { AccountList } from '../AccountList.tsx';
import { Banner } from '../Banner.tsx';
import { LoginPlaceNote, type LoginPlaceNoteProps } from '../LoginPlaceNote.tsx';
import { PullModeNotice } from '../PullModeNotice.tsx';
import { HereContext } from '../words/here.ts';
import { words } from '../words/words.ts';
import { End, Listed, NOW_MS, nothing, Quiet, Request } from './parts.tsx';
import * as sample from './samples.ts';

/** A request that asks for the login's own tab, which can't be found. */
function Place(props: Partial<LoginPlaceNoteProps>) {
  const { withCode = true } = props;
  return (
    <Request
      view={withCode ? sample.signIn : { ...sample.inBrowser, origin: undefined }}
      onScan={undefined}
      approveWaitsFor={withCode ? null : words.request.place.absentTitle}
      note={
        <LoginPlaceNote
          place="absent"
          hosts={['photos.harbour.example']}
          applicationName="Harbour Photos"
          withCode={withCode}
          {...props}
        />
      }
    />
  );
}

/** What only the extension shows. */
export const extensionScenes: Readonly<Record<string, () => VNode>> = {
  'request-elsewhere': () => <Place />,
  'request-elsewhere-only': () => <Place withCode={false} />,
  'request-hidden': () => <Place place="hidden" onAllow={nothing} />,
  'request-hidden-many': () => (
    <Place
      place="hidden"
      onAllow={nothing}
      hosts={['photos.harbour.example', 'a-very-long-name-of-a-host.identity.northern-regional-authority.example']}
    />
  ),
  'request-confirmed': () => (
    <Request
      view={sample.transfer}
      note={
        <Banner tone="info" icon="shield">
          {words.confirm.next}
        </Banner>
      }
    />
  ),
  'request-confirm-needed': () => (
    <Request
      view={sample.transfer}
      approveWaitsFor={words.confirm.waits}
      note={
        <Banner
          tone="amber"
          title={words.confirm.neededTitle}
          action={{ label: words.confirm.toSettings, onAction: nothing }}
        >
          {words.confirm.neededBody}
        </Banner>
      }
    />
  ),
  'outcome-phishing': () => <End outcome={{ kind: 'phishing', origin: 'https://photos-harbour.example' }} />,
  'quiet-rounds': () => (
    <HereContext.Provider value="computer">
      <Quiet pullsInBackground health={{ state: 'pull', checkedAtMs: NOW_MS - 20_000 }} />
    </HereContext.Provider>
  ),
  'pull-mode-rounds': () => (
    <HereContext.Provider value="computer">
      <PullModeNotice pairing inBackground reason="hung" onContinue={nothing} onRetry={nothing} />
    </HereContext.Provider>
  ),
  'pull-mode-no-push': () => (
    <HereContext.Provider value="computer">
      <PullModeNotice pairing inBackground reason="unsupported" onContinue={nothing} onRetry={undefined} />
    </HereContext.Provider>
  ),
  'accounts-rounds': () => (
    <Listed title={words.accounts.title}>
      <AccountList
        accounts={sample.accounts.slice(0, 2)}
        pullsInBackground
        onOpen={nothing}
        onPaused={nothing}
        onLetIn={nothing}
        onRemove={nothing}
        onAdd={nothing}
      />
    </Listed>
  ),
};
