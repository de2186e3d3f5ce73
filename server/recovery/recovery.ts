import type { Language } from '../../shared/languages/languages.ts';
import type { Self } from '../../shared/protocol/device-api.ts';
import type {
  MakeRecoveryCodes,
  RecoveryCodes,
  RecoveryCodesLeft,
  RecoverySheet,
  RecoveryTicket,
  RecoveryTicketRequest,
} from '../../shared/protocol/recovery-api.ts';
import { shownRealmName } from '../accounts/realms.ts';
import type { Core } from '../core/core.ts';
import type { CallSource } from '../devices/authenticate-proof.ts';
import type { Devices } from '../devices/devices.ts';
import type { DeviceRow } from '../store/schema.ts';
import { makeRecoveryCodes, recoveryCodesLeft } from './recovery-codes.ts';
import { admitByCode, ticketByCode } from './tickets.ts';

/** The way back for somebody who has lost their devices (N15). */
export interface Recovery {
  codesLeft(device: Pick<DeviceRow, 'user_id'>): Promise<RecoveryCodesLeft>;
  /** The device, and where it is active how many codes are left: null where none were ever made, so that nobody is warned of that. */
  self(device: Pick<DeviceRow, 'id' | 'user_id'>, language?: Language): Promise<Self>;
  /**
   * By a device: ten new codes, told this once. @throws NodError device_too_young, verifier_invalid, device_suspended
   */
  makeCodes(device: DeviceRow, request: MakeRecoveryCodes, source: CallSource): Promise<RecoveryCodes>;
  /** By anybody. @throws NodError recovery_invalid, realm_required, enrollment_refused */
  ticket(request: RecoveryTicketRequest, source: { ip: string }): Promise<RecoveryTicket>;
  /** By an unvouched device. @throws NodError recovery_invalid, vouching_unavailable, activation_invalid, device_pending */
  admit(device: Pick<DeviceRow, 'id' | 'user_id'>, code: string, source: CallSource): Promise<Self>;
  /** What is on paper with the codes. */
  sheetOf(userId: string): Promise<RecoverySheet>;
}

export interface RecoveryParts {
  readonly devices: Pick<Devices, 'createEnrollment' | 'confirm' | 'self'>;
  readonly settings: { readonly serverName: string };
}

export function createRecovery(core: Core, parts: RecoveryParts): Recovery {
  const { store } = core;
  const sheetOf = async (userId: string) => {
    const { username, name } = await store.db
      .selectFrom('users')
      .innerJoin('realms', 'realms.id', 'users.realm_id')
      .select(['users.username', 'realms.name'])
      .where('users.id', '=', userId)
      .executeTakeFirstOrThrow();
    return { origin: core.origin, realm: shownRealmName({ name }, parts.settings.serverName), username };
  };
  return {
    codesLeft: ({ user_id: userId }) => recoveryCodesLeft(store.db, userId),
    async self(device, language) {
      const self = await parts.devices.self(device, language);
      if (self.state !== 'active') return self;
      const { left, madeAtMs } = await recoveryCodesLeft(store.db, device.user_id);
      return { ...self, recoveryCodesLeft: madeAtMs === null ? null : left };
    },
    async makeCodes(device, { verification }, { ip, proof }) {
      const { user_id: userId, id } = device;
      const confirmed = await parts.devices.confirm(device, { verification, target: '', action: 'recovery-codes' });
      const sheet = await sheetOf(userId);
      const codes = await makeRecoveryCodes(core, {
        userId,
        byDeviceId: id,
        ip,
        async spend(trx) {
          await confirmed.note(trx);
          await proof?.spend(trx);
        },
      });
      return { codes, sheet };
    },
    ticket: (request, source) => ticketByCode(core, parts, request, source),
    admit: (device, code, source) => admitByCode(core, parts, device, code, source),
    sheetOf,
  };
}
