/**
 * A body of at most so many bytes, as text: a stranger's request must not fill the memory.
 * @returns undefined for a longer one
 */
export async function readText(
  body: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  // Node's streams are iterable, and so are those of fetch there and in Firefox; for the others there is a reader.
  for await (const chunk of body === null ? [] : iterable(body)) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

async function* iterable(body: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (Symbol.asyncIterator in body) return yield* body;
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}
