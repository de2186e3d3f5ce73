import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';

/** What stands around the code in the picture, in CSS pixels: a camera never sees it alone. */
const MARGIN_PX = 40;

/**
 * A phone's camera that looks at another screen: Chromium takes a film for its camera, and the film is a real picture of
 * the page where the code stands.
 */
export class Camera {
  readonly #directory = mkdtempSync(join(tmpdir(), 'nod-camera-'));
  readonly #film = join(this.#directory, 'film.mjpeg');

  /** Command line arguments for a Chromium with this camera, which its user has allowed. */
  readonly args = [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${this.#film}`,
  ];

  /** Points it at what is around an element. A running camera goes on showing what it showed before. */
  async lookAt(element: Locator): Promise<void> {
    await element.scrollIntoViewIfNeeded();
    const box = await element.boundingBox();
    if (!box) throw new Error('There is nothing to look at');
    const even = (length: number) => 2 * Math.round(length / 2);
    const clip = {
      x: Math.max(0, Math.floor(box.x - MARGIN_PX)),
      y: Math.max(0, Math.floor(box.y - MARGIN_PX)),
      width: even(box.width + 2 * MARGIN_PX),
      height: even(box.height + 2 * MARGIN_PX),
    };
    // Motion JPEG is JPEG after JPEG; a film of one picture is played over and over.
    writeFileSync(this.#film, await element.page().screenshot({ type: 'jpeg', quality: 95, clip }));
  }

  [Symbol.dispose](): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
