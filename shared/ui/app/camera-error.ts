/** Why there is no picture. Both have words in shared/ui. Where a camera is started is the shell's affair. */
export class CameraError extends Error {
  readonly code: 'camera_denied' | 'camera_unavailable';
  constructor(code: CameraError['code'], cause: unknown) {
    super(code, { cause });
    this.code = code;
  }
}
