import { defineManifest } from '@crxjs/vite-plugin';

/** The two families of browsers; each gets a package of its own. */
export type BrowserFamily = 'chromium' | 'firefox';

/** What Firefox knows the extension by: it has to stay, or an update is another extension. */
export const GECKO_ID = 'authenticator@nod';

const BACKGROUND = 'background/background.ts';
const PERMISSIONS = ['activeTab', 'alarms', 'notifications', 'scripting', 'unlimitedStorage'];

/**
 * The manifest, with the least that works. docs/extension.md says of each permission what it is for; host permissions are
 * all optional and asked for one by one, when a person pairs.
 * @param version package.json's
 */
export const manifest = (version: string, family: BrowserFamily) => {
  const common = {
    manifest_version: 3,
    // The browser chooses from _locales by its own language.
    default_locale: 'en',
    name: '__MSG_name__',
    description: '__MSG_description__',
    version,
    icons: { 16: 'icons/icon-16.png', 32: 'icons/icon-32.png', 48: 'icons/icon-48.png', 128: 'icons/icon-128.png' },
    action: {
      default_title: '__MSG_name__',
      default_popup: 'popup.html',
      default_icon: { 16: 'icons/icon-16.png', 32: 'icons/icon-32.png' },
    },
    options_ui: { page: 'options.html', open_in_tab: true },
    optional_host_permissions: ['https://*/*', 'http://localhost/*', 'http://*.localhost/*', 'http://127.0.0.1/*'],
    incognito: 'spanning' as const,
    // No text becomes markup or script beside the keys (shared/ui/trusted-worker.ts). Said in full: Firefox's default turns every
    // http address into https, also that of a server on this very machine.
    content_security_policy: {
      extension_pages: "script-src 'self'; object-src 'none'; require-trusted-types-for 'script'; trusted-types nod",
    },
  };
  if (family === 'firefox') {
    return defineManifest({
      ...common,
      // An event page: Firefox runs no service workers of extensions, and so gives them no Web Push.
      background: { scripts: [BACKGROUND], type: 'module' },
      permissions: PERMISSIONS,
      browser_specific_settings: {
        gecko: {
          id: GECKO_ID,
          // The first that shows what an extension sends.
          strict_min_version: '140.0',
          // To the servers that a person pairs with: signed answers, with the origin of the page where they were given.
          data_collection_permissions: { required: ['authenticationInfo', 'browsingActivity'] },
        },
      },
    });
  }
  return defineManifest({
    ...common,
    // Web Push without a notification for each message, in an extension's worker.
    minimum_chrome_version: '121',
    background: { service_worker: BACKGROUND, type: 'module' },
    permissions: [...PERMISSIONS, 'offscreen'],
  });
};
