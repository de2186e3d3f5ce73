import { CameraError } from '../../shared/ui/app/errors.ts';

/** Whether there is a camera at all. The person isn't asked: the kinds of devices are no secret, only their names are. */
export async function hasCamera(): Promise<boolean> {
  const devices = (await navigator.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? [];
  return devices.some(({ kind }) => kind === 'videoinput');
}

/**
 * Starts the camera that looks away from the person. The caller stops it, with stopCamera.
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
