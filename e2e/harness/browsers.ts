import { type BrowserContext, chromium, firefox, type LaunchOptions, type Page } from '@playwright/test';
import type { ChromiumPushService } from './chromium-push/chromium-push-service.ts';
import { fillFirefoxProfile } from './firefox-profile.ts';
import type { FirefoxPushService } from './firefox-push/firefox-push-service.ts';
import type { NotificationServer } from './notification-server/notification-server.ts';
import { decideChromiumNotifications, findChromium, findFirefox } from './profile.ts';

const LAUNCH_TIMEOUT_MS = 60_000;
const LOOPBACK_ONLY = 'MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1';
const SCREENS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };

/**
 * What every Chromium of ours leaves out. The address bar's list is a web page now, which each new window makes anew:
 * two seconds of computing for a list that is never looked at. The spare process for a next page is as useless. Of two
 * such arguments Chromium takes the last one, so this one also holds what Playwright turns off.
 */
const CHROMIUM_LEAVES_OUT = `--disable-features=${[
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'SpareRendererForSitePerProcess',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'BlockOriginHeaderModificationOnRedirect',
  'DestroyProfileOnBrowserClose',
  'DialMediaRouteProvider',
  'GlobalMediaControls',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'Translate',
].join(',')}`;

type PersistentContextOptions = NonNullable<Parameters<typeof chromium.launchPersistentContext>[1]>;

/** What both browsers take. */
export interface BrowserOptions {
  /** The directory of the profile; launch again with the same directory to restart the browser. */
  readonly profileDir: string;
  /** The server that shows the browser's notifications; without one they can be made but not pressed. */
  readonly notifications?: NotificationServer;
  /** Origins to which the user has said yes. */
  readonly grantNotificationsFor?: readonly string[];
  /** `phone` (the default) is 390 × 844, in Chromium with touch and mobile layout. */
  readonly screen?: keyof typeof SCREENS;
  readonly headless?: boolean;
  /** Further options of Playwright's, e.g. `{colorScheme: 'dark'}`, which win over the others. */
  readonly context?: PersistentContextOptions;
}

export interface ChromiumOptions extends BrowserOptions {
  /** Without one, subscribe() never settles, as on a machine without internet. */
  readonly push?: ChromiumPushService;
  /** Origins to which the user has said no. In Firefox: pref `permissions.default.desktop-notification` 2. */
  readonly blockNotificationsFor?: readonly string[];
  /** An unpacked extension to load. */
  readonly extensionDir?: string;
  /** Host names that lead to this machine beside `localhost`, e.g. `signin.localhost` for a phishing proxy. */
  readonly extraHosts?: readonly string[];
  readonly args?: readonly string[];
}

export interface FirefoxOptions extends BrowserOptions {
  /** The idle milliseconds after which a service worker is stopped; 30,000 in life. */
  readonly workerIdleMs?: number;
  /** Without one, subscribe() fails. */
  readonly push?: FirefoxPushService;
  readonly prefs?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * Starts Debian's Chromium (`chromium` on PATH, or CHROMIUM_PATH), which can reach loopback only.
 * @returns a persistent context with one page; its close() ends the browser
 */
export async function launchChromium(options: ChromiumOptions): Promise<BrowserContext> {
  decideChromiumNotifications(options.profileDir, {
    allow: options.grantNotificationsFor ?? [],
    block: options.blockNotificationsFor ?? [],
  });
  const isPhone = options.screen !== 'desktop';
  return chromium.launchPersistentContext(options.profileDir, {
    executablePath: findChromium(),
    chromiumSandbox: false,
    ignoreDefaultArgs: options.extensionDir === undefined ? [] : ['--disable-extensions'],
    args: [...chromiumArgs(options), ...(options.args ?? [])],
    isMobile: isPhone,
    hasTouch: isPhone,
    ...commonOptions(options),
    ...options.context,
  });
}

/**
 * Starts Debian's Firefox (`firefox-esr` on PATH, or FIREFOX_PATH), which can reach loopback only.
 * @returns a persistent context with one page; its close() ends the browser
 */
export async function launchFirefox(options: FirefoxOptions): Promise<BrowserContext> {
  fillFirefoxProfile(options.profileDir);
  const context = await firefox.launchPersistentContext(options.profileDir, {
    channel: 'moz-firefox',
    executablePath: findFirefox(),
    firefoxUserPrefs: firefoxPrefs(options),
    ...commonOptions(options, FIREFOX_ENVIRONMENT),
    ...options.context,
  });
  for (const origin of options.grantNotificationsFor ?? [])
    await context.grantPermissions(['notifications'], { origin });
  return context;
}

/** The page that a browser starts with, or a new one. */
export async function firstPage(context: BrowserContext): Promise<Page> {
  return context.pages()[0] ?? context.newPage();
}

/**
 * Closes all pages and opens a blank one: the browser runs on, and the app isn't open.
 * @returns the blank page
 */
export async function leaveApp(context: BrowserContext): Promise<Page> {
  const pages = context.pages();
  const blank = await context.newPage();
  for (const page of pages) await page.close();
  return blank;
}

/** Both are needed: otherwise remote settings look up names before the proxy preferences count. */
export const FIREFOX_ENVIRONMENT = { MOZ_REMOTE_SETTINGS_DEVTOOLS: '1', MOZ_DISABLE_NONLOCAL_CONNECTIONS: '1' };

function commonOptions(
  options: BrowserOptions,
  env: Record<string, string> = {},
): Pick<LaunchOptions, 'headless' | 'env' | 'timeout'> & PersistentContextOptions {
  return {
    headless: options.headless ?? true,
    timeout: LAUNCH_TIMEOUT_MS,
    viewport: SCREENS[options.screen ?? 'phone'],
    // Screens are pressed by their English words, whatever the machine speaks.
    env: { ...process.env, LANGUAGE: 'en_US', ...env, ...options.notifications?.env() },
  };
}

/** The arguments of every Chromium of ours, which reaches loopback only. */
export function chromiumArgs({
  push,
  extensionDir,
  extraHosts = [],
}: Pick<ChromiumOptions, 'push' | 'extensionDir' | 'extraHosts'> = {}): string[] {
  const extension =
    extensionDir === undefined
      ? []
      : [`--disable-extensions-except=${extensionDir}`, `--load-extension=${extensionDir}`];
  return [
    '--no-first-run',
    CHROMIUM_LEAVES_OUT,
    '--disable-gpu',
    '--disable-quic',
    '--disable-sync',
    '--disable-component-update',
    // The first rule that fits counts.
    `--host-resolver-rules=${[...extraHosts.map((host) => `MAP ${host} 127.0.0.1`), LOOPBACK_ONLY].join(', ')}`,
    ...extension,
    ...(push?.chromiumArgs() ?? []),
  ];
}

/** Preferences with which Firefox reaches loopback only, and shows its notifications where the options say. */
export function firefoxPrefs({
  push,
  notifications,
  workerIdleMs = 30_000,
  prefs,
}: Omit<FirefoxOptions, 'profileDir'>): Record<string, string | number | boolean> {
  return {
    // With D-Bus there are buttons to press; without it Firefox draws the notification itself.
    'alerts.useSystemBackend': notifications !== undefined,
    // Every call beyond loopback goes to a proxy that doesn't exist.
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': 9,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': 9,
    'network.proxy.failover_direct': false,
    'dom.serviceWorkers.idle_timeout': workerIdleMs,
    // A worker that still has work to do gets as much time as in life.
    'dom.serviceWorkers.idle_extended_timeout': 30_000,
    ...push?.prefs(),
    ...prefs,
  };
}
