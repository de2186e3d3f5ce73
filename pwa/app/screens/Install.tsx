import { useAppState } from '../../../shared/ui/app/app-context.ts';
import { InstallGuide } from '../../../shared/ui/InstallGuide.tsx';
import { usePwaApp } from '../pwa-app.ts';

/** How Nod gets onto the Home Screen, by a button where the browser has one. */
export function Install() {
  const { platform, install, router } = usePwaApp();
  // The store changes when the browser's offer comes or goes, and the screen is drawn again.
  useAppState();
  return (
    <InstallGuide
      platform={platform.guide}
      onInstall={install.available() ? install.ask : undefined}
      onBack={() => router.back({ name: 'home' })}
    />
  );
}
