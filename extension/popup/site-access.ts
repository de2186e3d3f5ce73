import type { SiteAccess } from '../../shared/ui/app/shell.ts';
import { sitePattern, splitByPermission } from '../site-patterns.ts';

/** Host permissions, as the browser keeps them. */
export interface ExtensionSites extends SiteAccess {
  /** @returns those of the origins that may not be looked at yet */
  hidden(origins: readonly string[]): Promise<readonly string[]>;
  /** The match patterns that a person has allowed, and may take back. */
  all(): Promise<readonly string[]>;
  remove(pattern: string): Promise<void>;
}

/** The browser asks one question for all the hosts, and none where all are allowed already. */
export function createSiteAccess(changed: () => Promise<void>): ExtensionSites {
  return {
    ask: async (origins) => {
      // Nothing may be awaited before: the browser asks only in the very moment of a tap.
      const given = chrome.permissions.request({ origins: [...new Set(origins.map(sitePattern))] });
      // A host that the manifest has no room for (http elsewhere than on this machine) can't be asked for.
      const granted = await given.catch(() => false);
      await changed();
      return granted;
    },
    hidden: async (origins) => (await splitByPermission(origins)).hidden,
    all: async () => {
      // An operator's own package may bring hosts along that the browser lets nobody take back.
      const fixed = chrome.runtime.getManifest().host_permissions ?? [];
      const { origins = [] } = await chrome.permissions.getAll();
      return origins.filter((pattern) => !fixed.includes(pattern)).sort();
    },
    remove: async (pattern) => {
      await chrome.permissions.remove({ origins: [pattern] });
    },
  };
}
