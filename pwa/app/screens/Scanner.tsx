import { useEffect, useRef, useState } from 'preact/hooks';
import { wordsFor } from '../../../shared/ui/app/errors.ts';
import { ScanScreen } from '../../../shared/ui/ScanScreen.tsx';
import type { ErrorWords } from '../../../shared/ui/words/error-words.ts';
import { useHere } from '../../../shared/ui/words/here.ts';
import { startCamera, stopCamera } from '../camera.ts';
import { usePwaApp } from '../pwa-app.ts';
import { createQrDecoder } from '../qr-decoder.ts';

const LOOK_EVERY_MS = 150;
/** A refused code stays in front of the camera for a while. It is taken again after this time: the network may be back. */
const SAME_AGAIN_MS = 3_000;

export interface ScannerProps {
  /** Takes the text of a code. @returns null when it was the right one; otherwise what to say, and the camera goes on looking */
  readonly onText: (text: string) => Promise<ErrorWords | null>;
  readonly onTypeInstead: () => void;
  readonly onBack: () => void;
}

/** The camera, looking for a code. It runs only while this stands on the screen. */
export function Scanner({ onText, onTypeInstead, onBack }: ScannerProps) {
  const { platform } = usePwaApp();
  const here = useHere();
  const video = useRef<HTMLVideoElement>(null);
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const [refused, setRefused] = useState<ErrorWords | undefined>();
  const take = useRef(onText);
  take.current = onText;

  useEffect(() => {
    const stopped = new AbortController();
    look(video, stopped.signal, {
      onRunning: () => setRunning(true),
      onText: async (text) => {
        const words = await take.current(text);
        if (!stopped.signal.aborted) setRefused(words ?? undefined);
        return words === null;
      },
    }).catch((error: unknown) => {
      if (!stopped.signal.aborted) setProblem(wordsFor(error, { here, runsIn: platform.runsIn }));
    });
    return () => stopped.abort();
  }, [here, platform]);

  return (
    <ScanScreen
      starting={!running && problem === undefined}
      problem={problem}
      refused={refused}
      onTypeInstead={onTypeInstead}
      onBack={onBack}
    >
      <video ref={video} autoplay muted playsInline />
    </ScanScreen>
  );
}

async function look(
  video: { readonly current: HTMLVideoElement | null },
  signal: AbortSignal,
  handlers: { onRunning: () => void; onText: (text: string) => Promise<boolean> },
): Promise<void> {
  const stream = await startCamera();
  try {
    if (signal.aborted || !video.current) return;
    video.current.srcObject = stream;
    await video.current.play();
    handlers.onRunning();
    const decode = await createQrDecoder();
    let last = '';
    let takenAtMs = 0;
    while (!signal.aborted && video.current) {
      const text = await decode(video.current);
      if (text && (text !== last || performance.now() - takenAtMs >= SAME_AGAIN_MS)) {
        last = text;
        if (await handlers.onText(text)) return;
        takenAtMs = performance.now();
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  } finally {
    stopCamera(stream);
  }
}
