import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ReadAttachment } from '../../../authenticator/attachments.ts';
import { isTransient } from '../../../authenticator/errors.ts';
import type { InboxItem } from '../../../authenticator/inbox-item.ts';
import { Attachments } from '../../Attachments.tsx';
import { Problem } from '../../Banner.tsx';
import { attachmentWords } from '../../words/attachment-words.ts';
import { useHere } from '../../words/here.ts';
import { words } from '../../words/words.ts';
import { useApp } from '../app-context.ts';
import { wordsFor } from '../errors.ts';

/**
 * What is attached to a request. It is fetched and held against what was signed; what isn't that very text is not shown, and
 * then nothing can be approved.
 * @param onSeen gets the hashes of all that is on the screen
 */
export function RequestAttachments({ item, onSeen }: { item: InboxItem; onSeen: (hashes: readonly string[]) => void }) {
  const { actions } = useApp();
  const here = useHere();
  const { deviceId, challengeId, claims } = item;
  const [read, setRead] = useState<readonly ReadAttachment[] | null>(null);
  const [failure, setFailure] = useState<unknown>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let current = true;
    setFailure(undefined);
    actions.readAttachments({ deviceId, challengeId }).then(
      (texts) => current && setRead(texts),
      (error: unknown) => current && setFailure(error),
    );
    return () => {
      current = false;
    };
  }, [actions, deviceId, challengeId, tries]);
  const seen = useCallback(() => {
    if (read !== null) onSeen(read.map(({ sha256 }) => sha256));
  }, [read, onSeen]);

  if (failure !== undefined) {
    const again = { label: words.common.tryAgain, onAction: () => setTries(tries + 1) };
    return <Problem words={wordsFor(failure, { here })} action={isTransient(failure) ? again : undefined} />;
  }
  if (read === null) return <p class="nod-muted">{attachmentWords.loading}</p>;
  return <Attachments attachments={read} readAll={claims.action.readAll === true} onSeen={seen} />;
}
