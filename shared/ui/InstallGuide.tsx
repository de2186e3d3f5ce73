import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';
import { Icon, type IconName, Mark } from './Icon.tsx';
import { Heading, Screen } from './Screen.tsx';
import { TopBar } from './TopBar.tsx';
import { useHere } from './words/here.ts';
import { words } from './words/words.ts';

/** Where Nod runs now; each has its own way onto the Home Screen. */
export type InstallPlatform = 'ios-safari' | 'ios-other' | 'android-chrome' | 'desktop';

export interface InstallGuideProps {
  readonly platform: InstallPlatform;
  /** The browser offers to install by a button (`beforeinstallprompt`). */
  readonly onInstall?: (() => void) | undefined;
  /** Where Nod also works inside the browser (not on iOS). */
  readonly onSkip?: (() => void) | undefined;
  readonly onBack?: (() => void) | undefined;
}

const guides = (): Readonly<
  Record<InstallPlatform, { body: string; steps: readonly string[]; icons: readonly IconName[] }>
> => ({
  'ios-safari': { body: words.install.iosBody, steps: words.install.ios, icons: ['share', 'addToHome', 'phone'] },
  'ios-other': { body: words.install.iosBody, steps: words.install.iosOther, icons: ['browser', 'share', 'phone'] },
  'android-chrome': {
    body: words.install.androidBody,
    steps: words.install.android,
    icons: ['more', 'addToHome', 'phone'],
  },
  desktop: { body: words.install.desktopBody, steps: words.install.desktop, icons: ['more', 'install', 'computer'] },
});

/** How Nod gets onto the Home Screen, in the words and signs of the browser in hand. */
export function InstallGuide({ platform, onInstall, onSkip, onBack }: InstallGuideProps) {
  const here = useHere();
  const guide = guides()[platform];
  const ios = platform === 'ios-safari' || platform === 'ios-other';
  const hasFoot = onInstall !== undefined || onSkip !== undefined;
  return (
    <Screen
      bar={<TopBar onBack={onBack} />}
      foot={
        hasFoot ? (
          <>
            {onInstall !== undefined && (
              <Button look="leaf" wide icon="install" onClick={onInstall}>
                {words.install.install}
              </Button>
            )}
            {onSkip !== undefined && (
              <Button look="quiet" wide onClick={onSkip}>
                {words.install.skip}
              </Button>
            )}
          </>
        ) : undefined
      }
    >
      <Heading lead={guide.body}>{words.install.title(here)}</Heading>
      {onInstall !== undefined && (
        <div class="nod-sample nod-sample--app" aria-hidden="true">
          <span class="nod-sample__tile">
            <Mark size={56} />
          </span>
          <strong>{words.product}</strong>
        </div>
      )}
      {onInstall === undefined && (
        <ol class="nod-card nod-guide">
          {guide.steps.map((step, index) => (
            <li key={step} class="nod-guide__step">
              <span class="nod-guide__words">{step}</span>
              <span class="nod-guide__sign">
                <Icon name={guide.icons[index] ?? 'forward'} size={24} />
              </span>
            </li>
          ))}
        </ol>
      )}
      {ios && (
        <Banner tone="info" title={words.install.insideTitle}>
          {words.install.insideBody}
        </Banner>
      )}
    </Screen>
  );
}
