import { useState } from 'preact/hooks';
import { Pieces } from './AttachedText.tsx';
import { Button } from './Button.tsx';
import type { FoldedValue } from './fold-json.ts';
import { attachmentWords } from './words/attachment-words.ts';

/** So many entries are drawn at once; a button shows as many more. */
const ENTRIES_AT_ONCE = 200;
/** What is this deep begins open, unless it is long. */
const OPEN_DEPTH = 2;
const OPEN_ENTRIES = 30;

/** A JSON text to unfold, in the very characters that it is written in. */
export function AttachedJson({ value, depth = 0 }: { value: FoldedValue; depth?: number }) {
  const { name, items, kind, source } = value;
  const [open, setOpen] = useState(depth === 0 || (depth < OPEN_DEPTH && (items?.length ?? 0) <= OPEN_ENTRIES));
  const [shown, setShown] = useState(ENTRIES_AT_ONCE);
  const lead = name === null ? null : <Name name={name} />;
  if (items === null || items.length === 0) {
    return (
      <div class="nod-json__line">
        {lead}
        <Pieces line={items === null ? source : brackets(kind).join('')} />
      </div>
    );
  }
  const [begin, end] = brackets(kind);
  const left = items.length - shown;
  return (
    <details class="nod-json" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {lead}
        {begin}
        {!open && ` … ${end} `}
        {!open && <span class="nod-muted">{attachmentWords.entries(items.length)}</span>}
      </summary>
      {open && (
        <>
          <div class="nod-json__inside">
            {items.slice(0, shown).map((item, at) => (
              <AttachedJson key={at} value={item} depth={depth + 1} />
            ))}
            {left > 0 && (
              <Button look="quiet" onClick={() => setShown(shown + ENTRIES_AT_ONCE)}>
                {attachmentWords.more(Math.min(left, ENTRIES_AT_ONCE), items.length)}
              </Button>
            )}
          </div>
          {end}
        </>
      )}
    </details>
  );
}

function Name({ name }: { name: string }) {
  return (
    <span class="nod-json__name">
      <Pieces line={name} />:{' '}
    </span>
  );
}

function brackets(kind: FoldedValue['kind']): readonly [string, string] {
  return kind === 'object' ? ['{', '}'] : ['[', ']'];
}
