import type { ComponentChildren } from 'preact';
import { Button } from './Button.tsx';
import { Sentence } from './Given.tsx';
import { Icon, type IconName } from './Icon.tsx';
import type { ErrorWords } from './words/error-words.ts';
import { sentenceWords } from './words/sentence-words.ts';

export type BannerTone = 'info' | 'amber' | 'danger';

const icons: Readonly<Record<BannerTone, IconName>> = { info: 'info', amber: 'warning', danger: 'warning' };

export interface BannerProps {
  readonly tone: BannerTone;
  readonly title?: string | undefined;
  readonly children: ComponentChildren;
  readonly icon?: IconName;
  readonly action?:
    | { readonly label: string; readonly onAction: () => void; readonly busy?: string | undefined }
    | undefined;
}

/** Something to know, to mind, or to put right, with the one thing to do about it. Announced when it appears. */
export function Banner({ tone, title, children, icon = icons[tone], action }: BannerProps) {
  return (
    <div class={`nod-banner nod-banner--${tone}`} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon name={icon} size={22} />
      <div class="nod-banner__text">
        {title !== undefined && (
          <p>
            <strong>
              <Sentence>{title}</Sentence>
            </strong>
          </p>
        )}
        <p class="nod-small">{children}</p>
        {action !== undefined && (
          <Button look="plain" onClick={action.onAction} busy={action.busy}>
            {action.label}
          </Button>
        )}
      </div>
    </div>
  );
}

export interface ProblemProps extends Pick<BannerProps, 'icon' | 'action'> {
  readonly words: ErrorWords | undefined | null;
  readonly tone?: BannerTone;
}

/** An error as a banner: what went wrong and what to do now. Draws nothing where there is none. */
export function Problem({ words, tone = 'danger', ...more }: ProblemProps) {
  if (!words) return null;
  return (
    <Banner tone={tone} title={words.title} {...more}>
      {sentenceWords.together(words.body, words.nextStep)}
    </Banner>
  );
}
