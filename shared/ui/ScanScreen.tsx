import type { ComponentChildren } from 'preact';
import { Problem } from './Banner.tsx';
import { Button } from './Button.tsx';
import { Heading, Screen } from './Screen.tsx';
import { TopBar } from './TopBar.tsx';
import type { ErrorWords } from './words/error-words.ts';
import { words } from './words/words.ts';

export interface ScanScreenProps {
  /** The shell's <video>, once the camera runs. */
  readonly children?: ComponentChildren;
  readonly starting?: boolean;
  /** Why there is no picture. */
  readonly problem?: ErrorWords | undefined;
  /** What was wrong with the code that was read last; the camera goes on looking for the right one. */
  readonly refused?: ErrorWords | undefined;
  readonly onTypeInstead: () => void;
  readonly onBack: () => void;
}

/** What the camera sees, with a frame to hold the code in. Typing stays one tap away. */
export function ScanScreen({ children, starting = false, problem, refused, onTypeInstead, onBack }: ScanScreenProps) {
  return (
    <Screen
      bar={<TopBar onBack={onBack} />}
      foot={
        <Button wide onClick={onTypeInstead}>
          {words.scan.typeInstead}
        </Button>
      }
    >
      <Heading lead={words.scan.hint}>{words.scan.title}</Heading>
      <Problem words={problem} icon="camera" />
      {problem === undefined && <Problem words={refused} tone="amber" />}
      {problem === undefined && (
        <div class="nod-scan">
          {children}
          {starting && <p class="nod-scan__wait">{words.scan.starting}</p>}
          <span class="nod-scan__frame">
            <svg
              class="nod-scan__corners"
              viewBox="0 0 100 100"
              fill="none"
              stroke="currentColor"
              stroke-width="2.5"
              stroke-linecap="round"
              aria-hidden="true"
            >
              <path d="M2 24V12A10 10 0 0 1 12 2h12M76 2h12a10 10 0 0 1 10 10v12M98 76v12a10 10 0 0 1-10 10H76M24 98H12A10 10 0 0 1 2 88V76" />
            </svg>
          </span>
        </div>
      )}
    </Screen>
  );
}
