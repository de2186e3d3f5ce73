import type { BrowserContext, Page } from '@playwright/test';

/** The page that a browser starts with, or a new one. */
export async function firstPage(context: BrowserContext): Promise<Page> {
  return context.pages()[0] ?? context.newPage();
}

/**
 * Closes all pages and opens a blank one: the browser runs, the app isn't open.
 * @returns the blank page
 */
export async function leaveApp(context: BrowserContext): Promise<Page> {
  const pages = context.pages();
  const blank = await context.newPage();
  for (const page of pages) await page.close();
  return blank;
}
