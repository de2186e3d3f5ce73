export interface SecurityHeaders {
  /** Answers of the API: never cached, never rendered. */
  api: Readonly<Record<string, string>>;
  /** The same for the device door, which pages of other origins may call: it never uses cookies. */
  device: Readonly<Record<string, string>>;
  /** The PWA's documents, scripts and pictures. */
  page: Readonly<Record<string, string>>;
}

const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  // No text becomes markup or script, but by the one policy of shared/ui/trusted-worker.ts.
  "require-trusted-types-for 'script'",
  'trusted-types nod',
];

/** The camera is for scanning codes; everything else that a page could ask for is refused. */
const PERMISSIONS = [
  'camera=(self)',
  ...['accelerometer', 'browsing-topics', 'display-capture', 'geolocation', 'gyroscope', 'hid', 'magnetometer'].map(
    (name) => `${name}=()`,
  ),
  ...['microphone', 'midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking'].map((name) => `${name}=()`),
].join(', ');

/**
 * The headers of every answer, made once. They are given to the Response when it is made: setting headers afterwards
 * costs more than everything else about routing.
 * @param https whether the public origin is https; HSTS would do nothing otherwise (RFC 6797 section 8.1)
 */
export function createSecurityHeaders(https: boolean): SecurityHeaders {
  const all = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...(https ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
  const api = {
    ...all,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
  };
  return {
    api,
    device: {
      ...api,
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'Retry-After, X-Request-Id',
    },
    page: {
      ...all,
      'content-security-policy': PAGE_POLICY.join('; '),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': PERMISSIONS,
      'x-frame-options': 'DENY',
    },
  };
}
