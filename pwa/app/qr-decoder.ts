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
    if (!drawing || videoWidth === 0 || videoHeight === 0) return undefined;
    const scale = sizeOfLook(looks++) * Math.min(1, MAX_SIDE / Math.max(videoWidth, videoHeight));
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    drawing.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = drawing.getImageData(0, 0, canvas.width, canvas.height);
    try {
      return decodeQR({ data, width, height });
    } catch {
      // It throws for every picture without a code.
      return undefined;
    }
  };
}
