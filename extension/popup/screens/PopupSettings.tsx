import { useCallback, useEffect, useState } from 'preact/hooks';
import { useAppState } from '../../../shared/ui/app/app-context.ts';
import { Settings } from '../../../shared/ui/app/screens/Settings.tsx';
import { Button } from '../../../shared/ui/Button.tsx';
import { Row } from '../../../shared/ui/Row.tsx';
import { Section } from '../../../shared/ui/Screen.tsx';
import { patternHost } from '../../site-patterns.ts';
import { usePopupApp } from '../popup-app.ts';
import { popupWords } from '../popup-words.ts';

/** The settings that both shells have, and the sites that the browser lets Nod look at. */
export function PopupSettings() {
  return (
    <Settings>
      <Sites />
    </Settings>
  );
}

function Sites() {
  const { sites } = usePopupApp();
  const { revision } = useAppState();
  const [patterns, setPatterns] = useState<readonly string[] | null>(null);
  const read = useCallback(() => sites.all().then(setPatterns), [sites]);
  useEffect(() => {
    read();
  }, [read, revision]);
  if (patterns === null) return null;
  return (
    <Section title={popupWords.sites}>
      <p class="nod-muted nod-small">{patterns.length === 0 ? popupWords.sitesNone : popupWords.sitesWhy}</p>
      {patterns.length > 0 && (
        <div class="nod-card">
          {patterns.map((pattern) => (
            <div key={pattern}>
              <Row sign={{ icon: 'browser', tone: 'quiet' }} title={patternHost(pattern)} />
              <Button look="quiet" wide onClick={() => sites.remove(pattern).then(read)}>
                {popupWords.sitesRemove}
              </Button>
            </div>
          ))}
        </div>
      )}
    </Section>
  );
}
