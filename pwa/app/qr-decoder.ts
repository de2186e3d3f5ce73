/** Reads the QR code in a video's current picture; undefined when there is none. */
export type QrDecoder = (video: HTMLVideoElement) => Promise<string | undefined>;

/** The Barcode Detection API, as far as it is used here. Chromium on Android and macOS has it; the DOM library doesn't. */
interface BarcodeDetectorClass {
  new (options: { formats: string[] }): { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> };
  getSupportedFormats(): Promise<string[]>;
}

/** The platform's decoder where there is one; otherwise one in script, which is loaded only then. */
export async function createQrDecoder(): Promise<QrDecoder> {
  const Native = (globalThis as { BarcodeDetector?: BarcodeDetectorClass }).BarcodeDetector;
  const formats = (await Native?.getSupportedFormats().catch(() => [])) ?? [];
  if (Native && formats.includes('qr_code')) {
    const detector = new Native({ formats: ['qr_code'] });
    return async (video) => (await detector.detect(video))[0]?.rawValue;
  }
  return createScriptDecoder();
}

/** With more pixels per side than this, reading takes longer and finds no more. */
const MAX_SIDE = 720;
/**
 * Each picture is read at another size, from 0.75 to 1 of its own. At a single size the reader can't make out one code in
 * fifty however long it looks at a still picture, where the lines of the code fall badly on the pixels; steps of the
 * golden ratio come close to no earlier size.
 */
const sizeOfLook = (look: number) => 1 - 0.25 * ((look * 0.618) % 1);

async function createScriptDecoder(): Promise<QrDecoder> {
  const { decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const drawing = canvas.getContext('2d', { willReadFrequently: true });
  let looks = 0;
  return async (video) => {
    const { videoWidth, videoHeight } = video;
    // Only the square in the middle, where the frame on the screen says to hold the code: the whole picture, made as small, loses
    // the lines of codes that hold a request (from 400 characters on).
    const side = Math.min(videoWidth, videoHeight);
    if (!drawing || side === 0) return undefined;
    const size = Math.round(sizeOfLook(looks++) * Math.min(side, MAX_SIDE));
    canvas.width = size;
    canvas.height = size;
    drawing.drawImage(video, (videoWidth - side) / 2, (videoHeight - side) / 2, side, side, 0, 0, size, size);
    const { data, width, height } = drawing.getImageData(0, 0, size, size);
    try {
      return decodeQR({ data, width, height });
    } catch {
      // It throws for every picture without a code.
      return undefined;
    }
  };
}
