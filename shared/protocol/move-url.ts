import { ProtocolError } from './errors.ts';

/**
 * The QR of an old phone whose accounts move to a new one: `<origin>/#/move/<token>.<token>…`, one token of 128 bits per
 * account of that server. By themselves they let nobody in: the new phone shows digits, which the old one takes.
 */
export const MOVE_TOKENS_MAX = 8;

export function moveUrl(origin: string, tokens: readonly string[]): string {
  return `${origin}/#/move/${tokens.join('.')}`;
}

/** @returns the parts of the QR of a move, the first account's token first. @throws ProtocolError malformed */
export function parseMoveUrl(text: string): { origin: string; tokens: readonly string[] } {
  const found = /^(https?:\/\/[^/#?\s@]{1,100})\/#\/move\/([A-Za-z0-9_.-]{22,200})$/.exec(text.trim());
  const [, origin = '', list = ''] = found ?? [];
  const tokens = list.split('.');
  const isOne = tokens.length <= MOVE_TOKENS_MAX && tokens.every((token) => /^[A-Za-z0-9_-]{22}$/.test(token));
  if (!found || !isOne || new Set(tokens).size !== tokens.length)
    throw new ProtocolError('malformed', 'not the code of a move');
  return { origin, tokens };
}
