import { browserName } from '../../shared/ui/app/browser-name.ts';
import type { Platform } from '../../shared/ui/app/shell.ts';
import type { InstallPlatform } from '../../shared/ui/InstallGuide.tsx';

/** What the browser says about itself. */
export interface Browser {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
  readonly hasPush: boolean;
  readonly standalone: boolean;
}

export interface PwaPlatform extends Platform {
  /** Runs as an app of its own. */
  readonly installed: boolean;
  readonly guide: InstallPlatform;
  /** iOS gives notifications, and storage that lasts, only to apps on the Home Screen: nothing is paired before. */
  readonly mustInstall: boolean;
}

/** Recognizes where the app runs: only to choose words and guidance, never to decide what is allowed. */
export function recognizePlatform(browser: Browser): PwaPlatform {
  const { userAgent, maxTouchPoints, hasPush, standalone } = browser;
  // iPadOS calls itself a Mac; no Mac has a touch screen.
  const iPad = /iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
  const ios = iPad || /iPhone|iPod/.test(userAgent);
  const android = /Android/.test(userAgent);
  const { browser: name, system } = browserName(userAgent);
  const device = iPad ? 'iPad' : ios ? 'iPhone' : android ? androidModel(userAgent) : `${name} (${system})`;
  return {
    here: ios || android ? 'phone' : 'computer',
    installed: standalone,
    guide: ios ? (name === 'Safari' ? 'ios-safari' : 'ios-other') : android ? 'android-chrome' : 'desktop',
    mustInstall: ios && !standalone,
    hasPush,
    deviceName: device,
    pullsInBackground: false,
    runsIn: standalone ? 'app' : 'tab',
    description: `${name} on ${iPad ? 'iPadOS' : system}`,
  };
}

/** "Pixel 9" in "Mozilla/5.0 (Linux; Android 16; Pixel 9) …". Today's Chrome says "K" instead of the model. */
function androidModel(userAgent: string): string {
  const model = /Android [^;)]*; ([^;)]+?)(?: Build\/[^)]*)?\)/.exec(userAgent)?.[1];
  return !model || model === 'K' || model === 'Mobile' || model.startsWith('rv:') ? 'Android phone' : model;
}
