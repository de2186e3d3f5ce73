import type { InboxItem } from '../../../authenticator/inbox-item.ts';
import { LoginPlaceNote } from '../../LoginPlaceNote.tsx';
import { words } from '../../words/words.ts';
import { useApp } from '../app-context.ts';
import type { LookedFor } from '../use-login-place.ts';

/** What a person should know about where the login waits; nothing where it was found or isn't looked for. */
export function PlaceNote({ item, place }: { item: InboxItem; place: LookedFor }) {
  const { sites } = useApp();
  if (place === null || place === 'looking' || place.kind === 'found' || place.kind === 'foreign') return null;
  const origins = place.kind === 'hidden' ? place.origins : [];
  return (
    <LoginPlaceNote
      place={place.kind}
      hosts={origins.map((origin) => new URL(origin).host)}
      applicationName={item.claims.app.name}
      withCode={item.claims.digits !== undefined}
      onAllow={sites ? () => sites.ask(origins) : undefined}
    />
  );
}

/** Why Approve has to wait; the code that can be typed instead has its own reason. */
export function waitsFor({ claims }: InboxItem, place: LookedFor): string | null {
  if (place === null) return null;
  if (place === 'looking') return words.request.place.looking;
  return place.kind === 'found' || claims.digits !== undefined ? null : words.request.place.waits;
}
