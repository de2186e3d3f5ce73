/** The digits of an app of six (TOTP, RFC 6238), and what a person confirms about one. Apart from totp-api.ts: screens load no schema. */
export const TOTP_DIGITS = 6;

/** Targets of the confirmed action `totp` (user-verification.ts). */
export const TOTP_TARGETS = { begin: 'set-up', remove: 'removal' } as const;

/** @returns the six digits, however they were grouped; undefined for what is no such code */
export function readTotpCode(typed: string): string | undefined {
  const digits = typed.replace(/[\s\-‐‑–—]/g, '');
  return /^[0-9]{6}$/.test(digits) ? digits : undefined;
}
