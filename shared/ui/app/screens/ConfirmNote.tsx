import { Banner } from '../../Banner.tsx';
import { comingTime } from '../../words/relative-time.ts';
import { words } from '../../words/words.ts';
import { useApp } from '../app-context.ts';
import { confirmsUser, waitsForSetUp } from '../confirm-user.ts';
import type { Waiting } from '../store.ts';

/** What a person should know about being confirmed before this approval: what comes next, or what has to be set up. */
export function ConfirmNote({ request }: { request: Waiting }) {
  const app = useApp();
  const text = words.confirm;
  if (waitsForSetUp(app, request)) {
    const { verifier } = request.account;
    if (verifier) {
      const { countsFromMs } = verifier;
      const nowMs = Date.now();
      return (
        <Banner tone="amber" title={text.neededTitle}>
          {countsFromMs > nowMs ? text.tooNew(comingTime(countsFromMs, nowMs)) : text.tooLate}
        </Banner>
      );
    }
    return (
      <Banner
        tone="amber"
        title={text.neededTitle}
        action={{ label: text.toSettings, onAction: () => app.router.go({ name: 'settings' }) }}
      >
        {text.neededBody}
      </Banner>
    );
  }
  if (request.item.claims.uv === 'discouraged' || !confirmsUser(app, request)) return null;
  return (
    <Banner tone="info" icon="shield">
      {text.next}
    </Banner>
  );
}
