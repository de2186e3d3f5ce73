/**
 * The match pattern of an origin, for asking the browser's permission to it. Patterns know no port: the permission is for
 * the host, whatever its port. What was found is compared with the whole origin.
 */
export function sitePattern(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

/** @returns the host of a match pattern, as a person reads it */
export function patternHost(pattern: string): string {
  return /^\w+:\/\/([^/]+)/.exec(pattern)?.[1] ?? pattern;
}

/** @returns those of the origins that the browser lets this extension look at */
export async function splitByPermission(origins: readonly string[]): Promise<{ allowed: string[]; hidden: string[] }> {
  const allowed: string[] = [];
  const hidden: string[] = [];
  for (const origin of origins) {
    const has = await chrome.permissions.contains({ origins: [sitePattern(origin)] }).catch(() => false);
    (has ? allowed : hidden).push(origin);
  }
  return { allowed, hidden };
}
