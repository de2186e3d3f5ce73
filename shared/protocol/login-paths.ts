import * as v from 'valibot';

/**
 * Where at its origins an application's login pages are. `/a` is that path exactly, `/a/` everything below it. A path is
 * written as browsers write it in an address: without query or fragment, percent-encoded, no `.` or `..` left in it.
 */
export const loginPathSchema = v.pipe(
  v.string('must be text'),
  v.maxLength(200, 'must have at most 200 characters'),
  v.check(isPath, 'must be a path as browsers write it, such as /login or /account/'),
);

function isPath(text: string): boolean {
  // Relative to this host, `//evil.example/` would be an address of another one.
  if (!text.startsWith('/') || text.startsWith('//')) return false;
  try {
    const url = new URL(text, 'https://host.invalid');
    return url.href === `https://host.invalid${text}` && url.pathname === text;
  } catch {
    return false;
  }
}

/**
 * What a server may read as another path than the browser does: encoded dots and slashes, Java's parameters (`..;`), doubled
 * slashes. Below a login path they could lead out of it again.
 */
const AMBIGUOUS = /%2e|%2f|%5c|;|\/\//i;

/** Whether a page at this path (`location.pathname`) is one of the login pages. */
export function isLoginPath(paths: readonly string[], pathname: string): boolean {
  return paths.some((path) =>
    path.endsWith('/') ? pathname.startsWith(path) && !AMBIGUOUS.test(pathname) : pathname === path,
  );
}
