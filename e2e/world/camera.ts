import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';

/** The side of the part of the other screen that the camera sees, in CSS pixels; an even number, as video needs it. */
const VIEW_PX = 320;
/** Chromium plays Motion JPEG at 30 pictures a second. */
const PICTURES_EACH = 45;

/**
 * A phone's camera that looks at another screen: Chromium takes a film for its camera, and the film's pictures are real
 * ones of the page with the code.
 */
export class Camera {
  readonly #directory = mkdtempSync(join(tmpdir(), 'nod-camera-'));
  readonly #film = join(this.#directory, 'film.mjpeg');
  #films = 0;

  /** Command line arguments for a Chromium with this camera, which its user has allowed. */
  readonly args = [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${this.#film}`,
  ];

  /**
   * A picture of an element, as the camera in front of it sees it.
   * @param viewPx the side of what it sees: an even number
   */
  async picture(element: Locator, viewPx = VIEW_PX): Promise<Buffer> {
    await element.scrollIntoViewIfNeeded();
    const box = await element.boundingBox();
    if (!box) throw new Error('There is nothing to look at');
    const clip = {
      x: Math.max(0, Math.round(box.x + box.width / 2 - viewPx / 2)),
      y: Math.max(0, Math.round(box.y + box.height / 2 - viewPx / 2)),
      width: viewPx,
      height: viewPx,
    };
    return element.page().screenshot({ type: 'jpeg', quality: 95, clip });
  }

  /**
   * Sets what the camera sees after its next start: these pictures in turn, a second and a half each, over and over.
   */
  show(...pictures: Buffer[]): void {
    // A running camera may still read the last film, so that file is replaced, not changed.
    const next = `${this.#film}.${this.#films++}`;
    writeFileSync(next, Buffer.concat(pictures.flatMap((picture) => new Array<Buffer>(PICTURES_EACH).fill(picture))));
    renameSync(next, this.#film);
  }

  async lookAt(element: Locator, viewPx?: number): Promise<void> {
    this.show(await this.picture(element, viewPx));
  }

  [Symbol.dispose](): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
