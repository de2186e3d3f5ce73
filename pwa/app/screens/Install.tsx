import { InstallGuide } from '../../../shared/ui/InstallGuide.tsx';
import { useApp, useAppState } from '../app-context.ts';

/** How Nod gets onto the Home Screen, by a button where the browser has one. */
export function Install() {
  const { platform, installPrompt, router } = useApp();
  // Drawn again when the browser's offer comes or goes.
  useAppState();
  return (
    <InstallGuide
      platform={platform.guide}
      onInstall={installPrompt.available() ? installPrompt.ask : undefined}
      onBack={() => router.go({ name: 'home' })}
    />
  );
}
