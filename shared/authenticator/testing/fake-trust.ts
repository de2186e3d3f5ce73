import type { AnnouncementView } from '../../protocol/trust-api.ts';
import { actionChallenge, type ConfirmedAction } from '../../protocol/user-verification.ts';
import { verifyAssertion } from '../../protocol/verify-assertion.ts';
import { json, newId, Refusal, type ServedDevice } from './served.ts';

const DAY_MS = 24 * 3_600_000;

/** The part of the fake server about a user's devices among each other, and about what happened to the account. */
export class FakeTrust {
  readonly happened: AnnouncementView[] = [];
  /** Tokens of undo links, with the announcement that each undoes. */
  readonly links = new Map<string, string>();
  readonly takenBack: string[] = [];
  /** Notices that a person had on the screen. */
  readonly seen: string[] = [];
  email: { email: string | null; countsFromMs: number | null; available: boolean } = {
    email: null,
    countsFromMs: null,
    available: true,
  };
  /** False for a server of an older release. */
  known = true;
  readonly #devices: readonly ServedDevice[];
  readonly #origin: string;
  readonly #now: () => number;

  constructor(server: { devices: readonly ServedDevice[]; origin: string; now: () => number }) {
    this.#devices = server.devices;
    this.#origin = server.origin;
    this.#now = () => server.now();
  }

  /** Something happened to the account. */
  tell(what: string, more: Partial<AnnouncementView> = {}): AnnouncementView {
    const told: AnnouncementView = {
      id: newId('ann'),
      what,
      atMs: this.#now(),
      lastAtMs: null,
      count: 1,
      device: null,
      by: { whom: 'server', deviceId: null, name: null },
      ip: '203.0.113.7',
      detail: {},
      undo: 'impossible',
      ...more,
    };
    this.happened.unshift(told);
    return told;
  }

  /** @returns undefined for a call that is about something else */
  async answer(
    device: ServedDevice,
    method: string,
    path: string,
    url: URL,
    body: unknown,
  ): Promise<Response | undefined> {
    if (!this.known) return undefined;
    if (path === 'announcements') return json(this.#page(url));
    const [, undone] = /^announcements\/(.*)\/undo$/.exec(path) ?? [];
    if (undone) return json(this.#undo(undone, device.id));
    const [, seen] = /^announcements\/(.*)\/seen$/.exec(path) ?? [];
    if (seen) return nothing(this.seen.push(seen));
    const [, takenBack] = /^challenges\/(.*)\/report\/taken-back$/.exec(path) ?? [];
    if (takenBack) return nothing(this.takenBack.push(takenBack));
    if (path === 'account/email') {
      if (method === 'PUT')
        this.email = { ...this.email, ...(body as { email: string }), countsFromMs: this.#now() + DAY_MS };
      return json(this.email);
    }
    const [, targetId = '', doing] = /^devices\/([^/]*)(?:\/(suspension|removal))?$/.exec(path) ?? [];
    const target = this.#devices.find(({ id }) => id === targetId);
    if (path === 'self/objection') return this.#object(device, body);
    if (!target) return undefined;
    if (method === 'PATCH') return nothing(Object.assign(target, body));
    if (!doing) return undefined;
    const action = doing === 'removal' ? 'remove' : method === 'POST' ? 'suspend' : 'resume';
    await this.#confirm(device, target.id, action, body);
    this.#act(device, target, action, body as { evenIfLast?: boolean });
    return nothing();
  }

  /** POST /undo. */
  undoByLink(token: string): Response {
    const announcement = this.links.get(token);
    if (announcement === undefined) throw new Refusal(404, 'link_invalid');
    this.links.delete(token);
    return json(this.#undo(announcement, null));
  }

  #page(url: URL) {
    const before = Number(url.searchParams.get('before') ?? Number.POSITIVE_INFINITY);
    const limit = Number(url.searchParams.get('limit'));
    const found = this.happened.filter(({ atMs }) => atMs < before);
    const items = found.slice(0, limit);
    return { items, nextBeforeMs: found.length > limit ? (items.at(-1)?.atMs ?? null) : null };
  }

  #undo(id: string, byDeviceId: string | null) {
    const told = this.happened.find((one) => one.id === id);
    if (told?.undo !== 'possible') throw new Refusal(409, 'undo_impossible');
    told.undo = 'done';
    const target = this.#devices.find((one) => one.id === told.device?.id && one.state === 'active');
    if (!target) return { suspended: [] };
    this.#suspend(target, 'undo', byDeviceId, null);
    return { suspended: [{ id: target.id, name: target.name }] };
  }

  #act(
    device: ServedDevice,
    target: ServedDevice,
    action: ConfirmedAction,
    { evenIfLast = false }: { evenIfLast?: boolean },
  ) {
    if (action === 'resume') {
      target.state = 'active';
      target.suspension = null;
      return;
    }
    const left = this.#devices.filter((one) => one.state === 'active' && one !== target).length;
    if (left === 0 && !evenIfLast) throw new Refusal(409, 'last_device');
    if (action === 'remove' && target === device) target.state = 'revoked';
    else if (action === 'remove') this.#suspend(target, 'removal', device.id, this.#now() + DAY_MS);
    else this.#suspend(target, 'list', device.id, null);
  }

  #suspend(
    target: ServedDevice,
    why: 'undo' | 'removal' | 'list' | 'objection',
    byDeviceId: string | null,
    removalAtMs: number | null,
  ) {
    target.state = 'suspended';
    const objectUntilMs = why === 'objection' ? null : this.#now() + DAY_MS;
    target.suspension = { why, byDeviceId, atMs: this.#now(), objectUntilMs, removalAtMs };
  }

  async #object(device: ServedDevice, body: unknown): Promise<Response> {
    await this.#confirm(device, device.id, 'object', body);
    const { suspension } = device;
    if (!suspension?.objectUntilMs || suspension.objectUntilMs <= this.#now())
      throw new Refusal(409, 'objection_refused');
    const suspender = this.#devices.find(({ id }) => id === suspension.byDeviceId);
    if (suspender) this.#suspend(suspender, 'objection', device.id, null);
    device.suspension = { ...suspension, why: 'objection', objectUntilMs: null, removalAtMs: null };
    return nothing();
  }

  async #confirm({ verifier, thumbprint }: ServedDevice, target: string, action: ConfirmedAction, body: unknown) {
    if (!verifier) return;
    const { verification } = body as { verification?: unknown };
    if (verification === undefined) throw new Refusal(422, 'verifier_invalid');
    const challenge = await actionChallenge({ server: this.#origin, device: thumbprint, target, action });
    verifyAssertion(verification as Parameters<typeof verifyAssertion>[0], { verifier, challenge });
  }
}

/** An answer without a body, after whatever was done for it. */
function nothing(_done?: unknown): Response {
  return new Response(null, { status: 204 });
}
