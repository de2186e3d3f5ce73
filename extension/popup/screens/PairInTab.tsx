import { useEffect, useState } from 'preact/hooks';
import { shownText } from '../../../shared/languages/names.ts';
import { useAppState } from '../../../shared/ui/app/app-context.ts';
import { Button } from '../../../shared/ui/Button.tsx';
import { Heading, Screen } from '../../../shared/ui/Screen.tsx';
import { TopBar } from '../../../shared/ui/TopBar.tsx';
import { findPairingLink } from '../pairing-text.ts';
import { usePopupApp } from '../popup-app.ts';
import { popupWords } from '../popup-words.ts';

/** In the popup: leads to the tab where pairing happens, and takes along the pairing link of the page in front. */
export function PairInTab() {
  const { router } = usePopupApp();
  const { accounts } = useAppState();
  const [link, setLink] = useState<{ origin: string; token: string } | undefined>();
  useEffect(() => {
    findPairingLink(accounts.map(({ issuer }) => issuer)).then(setLink);
  }, [accounts]);
  const open = async (place: string) => {
    await chrome.tabs.create({ url: chrome.runtime.getURL(place) });
    window.close();
  };
  const onBack = accounts.length > 0 ? () => router.back({ name: 'home' }) : undefined;
  return (
    <Screen
      bar={<TopBar onBack={onBack} />}
      foot={
        <>
          {link && (
            <Button
              look="leaf"
              wide
              // The token rides behind the fragment, as in the link, and is taken out of the address at once (router.ts).
              onClick={() => open(`options.html?server=${encodeURIComponent(link.origin)}#/pair/${link.token}`)}
            >
              {popupWords.pairPage}
            </Button>
          )}
          <Button look={link ? 'plain' : 'leaf'} wide onClick={() => open('options.html#/pair')}>
            {popupWords.pairInTab}
          </Button>
        </>
      }
    >
      <Heading lead={link ? popupWords.pairPageBody : popupWords.pairBody}>
        {link ? popupWords.pairPageTitle(shownText(new URL(link.origin).host)) : popupWords.pairTitle}
      </Heading>
    </Screen>
  );
}
