/** The pages a login may lead to. A list, not a pattern: `//evil.example`, `/\\evil.example` and friends never match. */
const DESTINATIONS = ['/notes', '/devices'];

/** Where to go after a login. @returns one of this site's own paths, whatever was asked for (open redirects) */
export function safePath(asked: string | undefined): string {
  return DESTINATIONS.find((path) => path === asked) ?? '/notes';
}
