import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { shownText } from '../languages/names.ts';
import { blocksOf, kindOf, type LineKind, linesOf, piecesOf } from './attached-text.ts';
import { Button } from './Button.tsx';
import { attachmentWords } from './words/attachment-words.ts';

export interface AttachedTextProps {
  readonly name: string;
  readonly text: string;
  readonly isDiff: boolean;
  /** Its last line was on the screen. */
  readonly onEnd: () => void;
}

/** All of a text in a face of fixed width. What can't be seen is shown by its number; nothing in it is markup. */
export function AttachedText({ name, text, isDiff, onEnd }: AttachedTextProps) {
  const blocks = useMemo(() => blocksOf(linesOf(text)), [text]);
  const [shown, setShown] = useState(1);
  const isWhole = shown >= blocks.length;
  return (
    <div class="nod-attached__text">
      {/* No translator of the browser's changes what is approved. */}
      <pre dir="ltr" translate={false}>
        {blocks.slice(0, shown).map((lines, at) => (
          <Block key={at} lines={lines} isDiff={isDiff} />
        ))}
      </pre>
      {isWhole ? (
        <OnScreen key="end" onSeen={onEnd}>
          {attachmentWords.end(shownText(name))}
        </OnScreen>
      ) : (
        <OnScreen key={shown} ahead onSeen={() => setShown(shown + 1)}>
          {attachmentWords.goesOn}{' '}
          <Button look="quiet" onClick={() => setShown(shown + 1)}>
            {attachmentWords.showMore}
          </Button>
        </OnScreen>
      )}
    </div>
  );
}

/** Drawn once: the screen around it is drawn anew each second, and a long text would take all of it on a phone. */
function Block({ lines, isDiff }: { lines: readonly string[]; isDiff: boolean }) {
  return useMemo(() => drawnBlock(lines, isDiff), [lines, isDiff]);
}

/** Lines of one kind that follow one another are one element, so that a long text has few. */
function drawnBlock(lines: readonly string[], isDiff: boolean) {
  const groups: { kind: LineKind; lines: string[] }[] = [];
  for (const line of lines) {
    const kind = isDiff ? kindOf(line) : 'same';
    const last = groups.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else groups.push({ kind, lines: [line] });
  }
  return (
    <>
      {groups.map((group, at) => (
        <span key={at} class={`nod-attached__lines nod-attached__lines--${group.kind}`}>
          {group.kind === 'added' && (
            <span class="nod-hidden" translate>
              {attachmentWords.added}
            </span>
          )}
          {group.kind === 'removed' && (
            <span class="nod-hidden" translate>
              {attachmentWords.removed}
            </span>
          )}
          {group.lines.map(drawnLine)}
        </span>
      ))}
    </>
  );
}

function drawnLine(line: string): ComponentChildren {
  return [<Pieces line={line} />, '\n'];
}

/** A line as it is, and what hides in it. */
export function Pieces({ line }: { line: string }) {
  const pieces = useMemo(() => piecesOf(line), [line]);
  return (
    <>
      {pieces.map((piece, at) =>
        'text' in piece ? (
          piece.text
        ) : (
          <mark key={at} class="nod-attached__hidden">
            {piece.hidden}
          </mark>
        ),
      )}
    </>
  );
}

const FAR_PX = 10_000_000;

/** Says once that it has come on the screen; `ahead`: or is about to. */
function OnScreen({
  ahead = false,
  onSeen,
  children,
}: {
  ahead?: boolean;
  onSeen: () => void;
  children: ComponentChildren;
}) {
  const line = useRef<HTMLParagraphElement>(null);
  const seen = useRef(onSeen);
  seen.current = onSeen;
  useEffect(() => {
    const element = line.current;
    if (!element) return;
    // The answers lie over the end of the page.
    const foot = document.querySelector<HTMLElement>('.nod-screen__foot')?.offsetHeight ?? 0;
    const covered = Math.floor(Math.min(foot, window.innerHeight / 2));
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        seen.current();
      },
      // What is ahead is drawn before it is reached. An end counts as seen when all of its line has come above the answers; a
      // quick throw may have taken it past the top of the screen by then.
      ahead ? { rootMargin: '1500px 0px' } : { threshold: 1, rootMargin: `${FAR_PX}px 0px -${covered}px 0px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [ahead]);
  return (
    <p ref={line} class="nod-attached__end nod-muted nod-small">
      {children}
    </p>
  );
}
