import { useAppState } from '../../../shared/ui/app/app-context.ts';
import { InstallGuide } from '../../../shared/ui/InstallGuide.tsx';
import { usePwaApp } from '../pwa-app.ts';

/** How Nod gets onto the Home Screen, by a button where the browser has one. */
export function Install() {
  const { platform, install, router } = usePwaApp();
  // Drawn again when the browser's offer comes or goes.
  useAppState();
  return (
    <InstallGuide
      platform={platform.guide}
      onInstall={install.available() ? install.ask : undefined}
      onBack={() => router.go({ name: 'home' })}
    />
  );
}
