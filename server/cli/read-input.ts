import type { Readable } from 'node:stream';

/** Reads a stream to its end. @throws when it has more bytes, or `signal` gives it up */
export async function readInput(stream: Readable, maxBytes: number, signal: AbortSignal): Promise<string> {
  const stop = () => stream.destroy(new Error('the input was given up'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new Error(`the input has more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } finally {
    signal.removeEventListener('abort', stop);
    stream.destroy();
  }
}
