/**
 * Whether an endpoint leads nowhere for good: Chromium hands out `https://permanently-removed.invalid/…` for a subscription
 * that its push service no longer knows (crbug.com/1215216), and keeps it until it is unsubscribed. No name below
 * `.invalid` ever resolves (RFC 6761).
 */
export function isDeadEndpoint(endpoint: string): boolean {
  return URL.canParse(endpoint) && new URL(endpoint).hostname.endsWith('.invalid');
}
