import { expect } from 'vitest';
import { decodeOfflineQr, offlineDigits } from '../../shared/protocol/offline-code.ts';
import { anyProof } from '../challenges/testing-engine.ts';
import { makeRecoveryCodes } from '../recovery/recovery-codes.ts';
import type { Action } from './testing-trust-actions.ts';
import type { Model, ModelDevice } from './testing-trust-model.ts';
import { activate, createLogin, HOUR, pair } from './testing-trust-model.ts';
import * as ways from './testing-trust-ways-model.ts';
import { createLoginReally, idOf, outcomeOf, pairReally, rowOf, type TrustWorld } from './testing-trust-world.ts';

/** Actions of people without a device at hand, of whoever has the password, and of the operator on the whole account. */

const newest = <T>(logins: readonly T[]): T => {
  const login = logins.at(-1);
  if (login === undefined) throw new Error('no login');
  return login;
};
const hasLogin = ({ logins, nowMs }: Model) => {
  const login = logins.at(-1);
  return login !== undefined && (!login.isQuiet || (login.isOpen && nowMs < login.expiresAtMs));
};
const call = (real: TrustWorld, way: 'offline' | 'bypass') => ({
  application: real.application,
  challengeId: newest(real.logins).id,
  way,
});

/** What a device shows for the QR of a login, with no network. */
async function digitsOf(real: TrustWorld, index: number): Promise<string> {
  const { qr } = newest(real.logins);
  const device = real.devices[index];
  if (qr === undefined || device === undefined) return '00000000';
  const { challenge, ephemeralKey } = decodeOfflineQr(qr);
  const { privateKey } = device.offline;
  return offlineDigits({ privateKey, publicKey: ephemeralKey, challenge, thumbprint: device.key.kid });
}

/** N4: what is typed at a login page leaves the user's standing, the devices and the next push as they are. */
async function typing(real: TrustWorld, work: () => Promise<unknown>): Promise<void> {
  const standing = async () => {
    const { db } = real.rooms.store;
    const of = real.user.id;
    const users = db.selectFrom('users').selectAll().where('id', '=', of);
    const devices = db
      .selectFrom('devices')
      .select(['id', 'state', 'suspension'])
      .where('user_id', '=', of)
      .orderBy('id');
    const quarantines = db.selectFrom('quarantines').selectAll().where('user_id', '=', of);
    return [await users.execute(), await devices.execute(), await quarantines.execute()];
  };
  const before = await standing();
  try {
    await work();
  } finally {
    expect(await standing()).toEqual(before);
  }
}

const answer = (real: TrustWorld, way: 'offline' | 'bypass', code: string) =>
  real.rooms.fallbacks.answer({ ...call(real, way), code });

const typesDigits: Action = {
  often: 4,
  can: hasLogin,
  model: (now, a) => ways.typeOffline(now, newest(now.logins), a),
  real: async (real, a) => answer(real, 'offline', await digitsOf(real, a)),
};
const typesBypass: Action = {
  often: 2,
  which: ({ ways: { bypass } }) => bypass.length,
  can: (now) => hasLogin(now) && now.ways.bypass.length > 0,
  model: (now, _a, b) => ways.typeBypass(now, newest(now.logins), b),
  real: (real, _a, b) => answer(real, 'bypass', real.bypassCodes[b] ?? ''),
};

/** What may happen at the same moment as something else. */
export const WAYS_AT_ONCE: Readonly<Record<string, Action>> = {
  'types a phone’s offline digits': typesDigits,
  'types a code of the operator’s': typesBypass,
};

/** Somebody begins a login, and does these one after the other, as far as they go. */
function signsIn(often: number, ...steps: readonly Pick<Action, 'model' | 'real'>[]): Action {
  return {
    often,
    model(now, a, b) {
      for (const step of [{ model: createLogin }, ...steps]) {
        const outcome = step.model(now, a, b);
        if (outcome !== 'ok') return outcome;
      }
      return 'ok';
    },
    async real(real, a, b) {
      await createLoginReally(real);
      for (const step of steps) await step.real(real, a, b);
    },
  };
}

const opens: Action = {
  often: 2,
  can: hasLogin,
  model: (now) => ways.openOffline(now, newest(now.logins)),
  async real(real) {
    const { qr } = await real.rooms.fallbacks.open(call(real, 'offline'));
    newest(real.logins).qr = qr ?? '';
  },
};
const makesCode: Action = {
  model: ways.makeBypass,
  async real({ rooms, user, application, bypassCodes }) {
    const made = { userId: user.id, applicationId: application.id, reason: 'a test', madeBy: 'root', lifeMs: HOUR };
    bypassCodes.push((await rooms.devices.operator.bypass(made)).code);
  },
};
const typesNewest: Pick<Action, 'model' | 'real'> = {
  model: (now, a) => typesBypass.model(now, a, now.ways.bypass.length - 1),
  real: (real, a) => typesBypass.real(real, a, real.bypassCodes.length - 1),
};

/** Whoever has the password types what comes to mind, a few times in a row. */
function guesses(way: 'offline' | 'bypass'): Action {
  const code = way === 'offline' ? '12345678' : '0123456789ABC';
  const type = way === 'offline' ? ways.typeOffline : ways.typeBypass;
  return {
    can: hasLogin,
    model(now) {
      for (let tried = 0; tried < 4; tried++) type(now, newest(now.logins), null);
      return 'ok';
    },
    real: (real) =>
      typing(real, async () => {
        for (let tried = 0; tried < 4; tried++) {
          expect(await outcomeOf(answer(real, way, code))).not.toBe('ok');
        }
      }),
  };
}

/** A code lets one device in, whoever types it: alice's own, or one that a thief has found. */
function recovers(owner: ModelDevice['owner'], often: number): Action {
  return {
    often,
    which: ({ ways: { recovery } }) => recovery.length,
    can: ({ devices, ways: { recovery } }) =>
      recovery.length > 0 && devices.filter(({ state }) => state !== 'revoked').length < 12,
    model(now, _a, b) {
      if (now.ways.isLocked) return 'user_locked';
      if (!ways.spendRecovery(now, owner === 'alice' ? b : null)) return 'enrollment_invalid';
      pair(now, owner, 'recovery');
      return activate(now, now.devices.length - 1);
    },
    async real(real, _a, b) {
      const typed = owner === 'alice' ? (real.recoveryCodes[b] ?? '') : '0000-0000-0000-0000';
      const index = await pairReally(real, 'recovery', typed);
      await real.rooms.devices.activate(await rowOf(real, index), { pull: true });
    },
  };
}

export const RECOVERY_CODES: Readonly<Record<string, Action>> = {
  'makes recovery codes': {
    often: 2,
    who: ({ state }) => state === 'active',
    model: ways.makeRecoveryCodes,
    async real(real, a) {
      const { rooms, world, user } = real;
      await rowOf(real, a);
      const spend = anyProof().spend;
      const made = { userId: user.id, byDeviceId: idOf(real, a), ip: undefined, spend };
      real.recoveryCodes.push(...(await makeRecoveryCodes({ ...world.core, store: rooms.store }, made)));
    },
  },
};

export const WAYS: Readonly<Record<string, Action>> = {
  ...WAYS_AT_ONCE,
  'opens the offline code of a login': opens,
  'signs in by offline digits': { ...signsIn(8, opens, typesDigits), who: ({ state }) => state === 'active' },
  'begins a login with an offline code': signsIn(2, opens),
  'signs in by a new code of the operator’s': signsIn(3, makesCode, typesNewest),
  'guesses offline digits, anew': signsIn(2, opens, guesses('offline')),
  'guesses a code of the operator’s, anew': signsIn(2, guesses('bypass')),
  'guesses offline digits': guesses('offline'),
  'guesses a code of the operator’s': guesses('bypass'),
  'the operator makes a code': makesCode,
  'opens closed ways again': { model: ways.reopen, real: ({ rooms, user }) => rooms.fallbacks.reopenAll(user.id) },
  'alice adds a device by a recovery code': recovers('alice', 3),
  'a thief guesses a recovery code': recovers('thief', 1),
  'the operator locks the account': {
    model: ways.lock,
    real: ({ rooms, user }) => rooms.challenges.lockUser(user.id, { reason: 'a test', madeBy: 'root' }),
  },
  'the operator unlocks the account': {
    often: 4,
    model: ways.unlock,
    real: ({ rooms, user }) => rooms.challenges.unlockUser(user.id, { madeBy: 'root' }),
  },
};
