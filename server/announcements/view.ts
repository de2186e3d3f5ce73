import type { AnnouncementView } from '../../shared/protocol/trust-api.ts';
import type { AnnouncementRow, Db, DeviceRow } from '../store/schema.ts';
import { undoSubjectOf, undoTargets } from './undo-rule.ts';
import { type GraphDevice, readVouchGraph } from './vouch-graph.ts';

/** What a device has to have of itself to be shown an announcement. */
export type Viewer = Pick<DeviceRow, 'id' | 'user_id' | 'activated_at_ms'>;

type NamedDevice = Pick<DeviceRow, 'id' | 'name' | 'kind' | 'platform'>;

/** An announcement with the rows that it names, as far as they are still there. */
export interface FullAnnouncement {
  readonly row: AnnouncementRow;
  readonly detail: AnnouncementView['detail'];
  /** The device that it is about. */
  readonly device: NamedDevice | undefined;
  /** The device that did it. */
  readonly by: NamedDevice | undefined;
  /** What the step "This wasn't me" is about: a device, and all that it has vouched for. */
  readonly branch: readonly GraphDevice[];
  readonly application: { readonly id: string; readonly name: string; readonly concealsDenials: boolean } | undefined;
}

/** Reads what the announcements name, in three queries however many they are. */
export async function withNames(db: Db, rows: readonly AnnouncementRow[]): Promise<FullAnnouncement[]> {
  const idsOf = (...ids: (string | null)[][]) => [...new Set(ids.flat().filter((id) => id !== null))];
  const deviceIds = idsOf(
    rows.map((row) => row.device_id),
    rows.map((row) => row.by_device_id),
  );
  const applicationIds = idsOf(rows.map((row) => row.application_id));
  const devices =
    deviceIds.length === 0
      ? []
      : await db
          .selectFrom('devices')
          .select(['id', 'name', 'kind', 'platform'])
          .where('id', 'in', deviceIds)
          .execute();
  const applications =
    applicationIds.length === 0
      ? []
      : await db
          .selectFrom('applications')
          .select(['id', 'name', 'reveal_denial'])
          .where('id', 'in', applicationIds)
          .execute();
  const branchOf = await readVouchGraph(db, [...new Set(rows.map((row) => row.user_id))]);
  const deviceById = new Map(devices.map((device) => [device.id, device]));
  const applicationById = new Map(
    applications.map(({ id, name, reveal_denial: reveal }) => [id, { id, name, concealsDenials: reveal === 0 }]),
  );
  return rows.map((row) => ({
    row,
    detail: JSON.parse(row.detail),
    device: deviceById.get(row.device_id ?? ''),
    by: deviceById.get(row.by_device_id ?? ''),
    branch: branchOf(undoSubjectOf(row)).filter((one) => one.user_id === row.user_id),
    application: applicationById.get(row.application_id ?? ''),
  }));
}

/** One announcement; undefined when it is gone. */
export async function announcementById(db: Db, id: string): Promise<FullAnnouncement | undefined> {
  const row = await db.selectFrom('announcements').selectAll().where('id', '=', id).executeTakeFirst();
  return row && (await withNames(db, [row]))[0];
}

/** The devices on which "This wasn't me" acts (undo-rule.ts). @param by who presses it */
export function undoTargetsOf({ row, branch }: FullAnnouncement, by: Viewer | 'email'): string[] {
  const subjectId = undoSubjectOf(row);
  return undoTargets(
    row,
    by,
    branch.find(({ id }) => id === subjectId),
    branch,
  );
}

/** An announcement as one device of its user sees it. */
export function viewFor(viewer: Viewer, full: FullAnnouncement): AnnouncementView {
  const { row, detail, device, by, application } = full;
  const named = typeof detail.name === 'string' ? detail.name : '';
  return {
    id: row.id,
    what: row.what,
    atMs: row.at_ms,
    lastAtMs: row.last_at_ms,
    count: row.count,
    device:
      row.device_id === null
        ? null
        : device
          ? { id: device.id, name: device.name, kind: device.kind, platform: device.platform }
          : { id: row.device_id, name: named },
    by: { whom: row.by_whom, deviceId: row.by_device_id, name: by?.name ?? application?.name ?? null },
    ip: row.ip,
    detail: { ...detail, ...(application === undefined ? {} : { application: application.name }) },
    undo: undoState(row, undoTargetsOf(full, viewer)),
  };
}

function undoState(row: AnnouncementRow, targets: readonly string[]): AnnouncementView['undo'] {
  return row.undone_at_ms !== null ? 'done' : targets.length === 0 ? 'impossible' : 'possible';
}

/** @param page `beforeMs` (exclusive) and `limit` 1 to 100 */
export async function listFor(db: Db, viewer: Viewer, page: { beforeMs: number; limit: number }) {
  const rows = await db
    .selectFrom('announcements')
    .selectAll()
    .where('user_id', '=', viewer.user_id)
    .where('at_ms', '<', page.beforeMs)
    .orderBy('at_ms', 'desc')
    .orderBy('id')
    .limit(page.limit)
    .execute();
  return {
    items: (await withNames(db, rows)).map((full) => viewFor(viewer, full)),
    nextBeforeMs: rows.length === page.limit ? (rows.at(-1)?.at_ms ?? null) : null,
  };
}
