import { useEffect, useMemo, useState } from 'preact/hooks';
import { AttachedJson } from './AttachedJson.tsx';
import { AttachedText } from './AttachedText.tsx';
import { countHidden, linesOf } from './attached-text.ts';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';
import { foldJson } from './fold-json.ts';
import { Given, Worded } from './Given.tsx';
import { Icon } from './Icon.tsx';
import { attachmentWords } from './words/attachment-words.ts';
import { sizeWords } from './words/sizes.ts';

/** A text that was held against what was signed of it. */
export interface ShownAttachment {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly text: string;
}

export interface AttachmentsProps {
  readonly attachments: readonly ShownAttachment[];
  /** Each has to be scrolled to its end. */
  readonly readAll: boolean;
  /** All of them are on this screen, and were read where that is asked for. */
  readonly onSeen: () => void;
}

/** What belongs to a request, all of it, below what is asked. */
export function Attachments({ attachments, readAll, onSeen }: AttachmentsProps) {
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  const isSeen = !readAll || attachments.every(({ name }) => read.has(name));
  useEffect(() => {
    if (isSeen) onSeen();
  }, [isSeen, onSeen]);
  return (
    <section class="nod-attachments" aria-label={attachmentWords.title(attachments.length)}>
      <h2 class="nod-attachments__title">{attachmentWords.title(attachments.length)}</h2>
      {readAll && <p class="nod-small nod-muted">{attachmentWords.readAll}</p>}
      {attachments.map((one) => (
        <Attached
          key={one.name}
          attachment={one}
          readAll={readAll}
          isRead={read.has(one.name)}
          onEnd={() => setRead((before) => new Set([...before, one.name]))}
        />
      ))}
    </section>
  );
}

function kindWords(mediaType: string): string {
  const { plain, diff, markdown, json } = attachmentWords;
  const kinds: Readonly<Record<string, string>> = {
    'text/x-diff': diff,
    'text/markdown': markdown,
    'application/json': json,
  };
  return kinds[mediaType] ?? plain;
}

interface AttachedProps {
  readonly attachment: ShownAttachment;
  readonly readAll: boolean;
  readonly isRead: boolean;
  readonly onEnd: () => void;
}

function Attached({ attachment, readAll, isRead, onEnd }: AttachedProps) {
  const { name, mediaType, size, text } = attachment;
  const lines = useMemo(() => linesOf(text), [text]);
  const hidden = useMemo(() => countHidden(lines), [lines]);
  const folded = useMemo(() => (mediaType === 'application/json' ? foldJson(text) : null), [mediaType, text]);
  // What has to be read to its end is shown whole at first: what is folded has no end.
  const [asText, setAsText] = useState(readAll);
  return (
    <article class="nod-card nod-attached">
      <header class="nod-attached__head">
        <h3>
          <Given>{name}</Given>
        </h3>
        <p class="nod-small nod-muted">
          <Worded>{kindWords(mediaType)}</Worded> · {sizeWords(size)} · {attachmentWords.lines(lines.length)}
        </p>
        {readAll && isRead && (
          <p class="nod-small nod-attached__read">
            <Icon name="check" size={18} /> {attachmentWords.read}
          </p>
        )}
        {folded !== null && (
          <Button look="quiet" onClick={() => setAsText(!asText)}>
            {asText ? attachmentWords.folded : attachmentWords.asText}
          </Button>
        )}
      </header>
      {hidden > 0 && <Banner tone="amber">{attachmentWords.hidden(hidden)}</Banner>}
      {folded !== null && !asText ? (
        <div class="nod-attached__json" dir="ltr" translate={false}>
          <AttachedJson value={folded} />
        </div>
      ) : (
        <AttachedText name={name} text={text} isDiff={mediaType === 'text/x-diff'} onEnd={onEnd} />
      )}
    </article>
  );
}
