import { CameraError } from '../../shared/ui/app/camera-error.ts';

/** Whether there is a camera at all. Asks nobody: names stay hidden until a camera is allowed, kinds don't. */
export async function hasCamera(): Promise<boolean> {
  const devices = (await navigator.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? [];
  return devices.some(({ kind }) => kind === 'videoinput');
}

/**
 * Starts the camera that looks away from the person. The caller stops it: see stopCamera.
 * @throws CameraError camera_denied, camera_unavailable
 */
export async function startCamera(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
  } catch (error) {
    const denied =
      error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'SecurityError');
    throw new CameraError(denied ? 'camera_denied' : 'camera_unavailable', error);
  }
}

/** Stops it: the light goes out. */
export function stopCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
