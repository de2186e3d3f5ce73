import { expect } from '@playwright/test';
import { words } from '../../shared/ui/words/words.ts';
import { ExtensionBrowser, type ExtensionBrowserOptions } from '../kit/extension-browser.ts';
import { Computer } from './computer.ts';
import type { World } from './world.ts';

/** A desktop Chromium with the extension, whose user has an account at a demo site. */
export class DesktopBrowser extends ExtensionBrowser {
  static override async start(options: ExtensionBrowserOptions = {}): Promise<DesktopBrowser> {
    return new DesktopBrowser(await ExtensionBrowser.launch(options)).settleIn();
  }

  /**
   * Makes an account at a demo site, pairs it with this extension, signs in once and out again.
   * @param site its origin. @returns the site, signed out, in a tab of this browser
   */
  async moveIn(site: string, { nod, secrets }: World, username: string): Promise<Computer> {
    const computer = new Computer(await this.context.newPage(), site, secrets);
    await this.pair(nod.origin, await computer.signUp(username));
    await this.closeExtensionPages();
    // The site goes on by itself: it asks the new device at once.
    const popup = await this.openPopup();
    await popup.seesRequestFrom('Harbour Notes');
    await expect(popup.originLine).toBeVisible();
    await popup.press(words.request.approve);
    await computer.isIn();
    await computer.signOut();
    await this.closeExtensionPages();
    // Chromium on Linux forgets a notification that is closed before the desktop has answered: it stays, and a press on it
    // reaches nobody. That of this sign-in would be taken for the next one's.
    for (const id of [...this.notifications.shown.keys()]) this.notifications.dismiss(id);
    return computer;
  }
}
