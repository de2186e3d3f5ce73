/** Who sent a message, or holds a port, as the browser says. */
export interface Sender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
}

/** This very extension: its id, and what the addresses of its pages and its worker begin with. */
export interface Own {
  readonly id: string;
  readonly baseUrl: string;
}

export function ownExtension(): Own {
  return { id: chrome.runtime.id, baseUrl: chrome.runtime.getURL('') };
}

/** Whether it is a page of this extension, or its worker. A content script has the id too, but its page's address. */
export function isOwnPage(sender: Sender | undefined, own: Own): boolean {
  return sender?.id === own.id && sender.url?.startsWith(own.baseUrl) === true;
}
