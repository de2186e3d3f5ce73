import { useEffect, useState } from 'preact/hooks';
import { useAppState } from '../../../shared/ui/app/app-context.ts';
import { Settings } from '../../../shared/ui/app/screens/Settings.tsx';
import { Button } from '../../../shared/ui/Button.tsx';
import { Row } from '../../../shared/ui/Row.tsx';
import { Section } from '../../../shared/ui/Screen.tsx';
import { useHere } from '../../../shared/ui/words/here.ts';
import { movingWords } from '../../../shared/ui/words/moving-words.ts';
import { words } from '../../../shared/ui/words/words.ts';
import { usePwaApp } from '../pwa-app.ts';

/** The settings that both shells have, and what only an app in a browser has: how it is kept and installed. */
export function PwaSettings() {
  return (
    <Settings>
      <NewPhone />
      <Storage />
      <Install />
    </Settings>
  );
}

function NewPhone() {
  const { router } = usePwaApp();
  return (
    <div class="nod-card">
      <Row
        sign={{ icon: 'phone' }}
        title={movingWords.entry}
        note={movingWords.entryNote}
        onOpen={() => router.go({ name: 'leave' })}
      />
    </div>
  );
}

function Storage() {
  const { storage, changed } = usePwaApp();
  const { revision } = useAppState();
  const here = useHere();
  const [persisted, setPersisted] = useState<boolean | null>(null);
  useEffect(() => {
    storage.persisted().then(setPersisted);
  }, [storage, revision]);
  if (persisted === null) return null;
  return (
    <Section title={words.settings.storage}>
      <div class="nod-card">
        <Row
          sign={persisted ? { icon: 'check', tone: 'leaf' } : { icon: 'warning', tone: 'amber' }}
          title={persisted ? words.settings.storageKept : words.storage.title}
          note={persisted ? undefined : words.storage.body(here)}
        />
      </div>
      {!persisted && (
        <Button wide onClick={() => storage.ask().then(changed)}>
          {words.settings.storageAsk}
        </Button>
      )}
    </Section>
  );
}

function Install() {
  const { install, router } = usePwaApp();
  const here = useHere();
  return (
    <Section title={words.settings.install}>
      <div class="nod-card">
        <Row
          sign={{ icon: here, tone: install.installed ? 'leaf' : 'quiet' }}
          title={install.installed ? words.settings.installed(here) : words.settings.notInstalled}
        />
      </div>
      {!install.installed && (
        <Button wide icon="install" onClick={() => router.go({ name: 'install' })}>
          {words.settings.installShow}
        </Button>
      )}
    </Section>
  );
}
