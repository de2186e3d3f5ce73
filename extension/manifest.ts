import { defineManifest } from '@crxjs/vite-plugin';

/**
 * The manifest, with the least that works. docs/extension.md says of each permission what it is for; host permissions are
 * all optional and asked for one by one, when a person pairs.
 * @param version package.json's
 */
export const manifest = (version: string) =>
  defineManifest({
    manifest_version: 3,
    name: 'Nod',
    description: 'Answers sign-ins in this browser, and only at the real site.',
    version,
    // Web Push without a notification for each message, in an extension's worker.
    minimum_chrome_version: '121',
    icons: { 16: 'icons/icon-16.png', 32: 'icons/icon-32.png', 48: 'icons/icon-48.png', 128: 'icons/icon-128.png' },
    action: {
      default_title: 'Nod',
      default_popup: 'popup.html',
      default_icon: { 16: 'icons/icon-16.png', 32: 'icons/icon-32.png' },
    },
    options_ui: { page: 'options.html', open_in_tab: true },
    background: { service_worker: 'background/background.ts', type: 'module' },
    permissions: ['activeTab', 'alarms', 'notifications', 'offscreen', 'scripting', 'unlimitedStorage'],
    optional_host_permissions: ['https://*/*', 'http://localhost/*', 'http://*.localhost/*', 'http://127.0.0.1/*'],
    incognito: 'spanning',
  });
