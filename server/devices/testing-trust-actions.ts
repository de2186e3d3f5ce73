import { anyProof } from '../challenges/testing-engine.ts';
import type { Answer, Model, ModelDevice, Outcome } from './testing-trust-model.ts';
import * as model from './testing-trust-model.ts';
import * as power from './testing-trust-power.ts';
import * as upkeep from './testing-trust-upkeep.ts';
import { RECOVERY_CODES, WAYS, WAYS_AT_ONCE } from './testing-trust-ways.ts';
import {
  actionOn,
  answerReally,
  approveVerifierReally,
  askReally,
  createLoginReally,
  idOf,
  outcomeOf,
  pairReally,
  restart,
  rowOf,
  setUpFingerReally,
  type TrustWorld,
  undoByLinkReally,
  useReally,
} from './testing-trust-world.ts';

/**
 * One thing that somebody may do, to the model and to the server. `who` and `whom` say which devices it makes sense for; others
 * are tried now and then. With `which`, the second number chooses among so many things instead.
 */
export interface Action {
  who?(device: ModelDevice, now: Model): boolean;
  whom?(device: ModelDevice, now: Model): boolean;
  which?(now: Model): number;
  /** Whether it can be done at all; that it is refused is no reason. */
  can?(now: Model, a: number, b: number): boolean;
  model(now: Model, a: number, b: number): Outcome;
  real(real: TrustWorld, a: number, b: number): Promise<unknown>;
  /** How often it is chosen, where it isn't once. */
  often?: number;
  /** It changes nothing at the server, so nothing is compared. */
  isElsewhere?: boolean;
}

const MINUTE = 60_000;
/** Fewer than a user may have, so that none gives way. */
const MOST_DEVICES = 12;
const hasRoom = ({ devices }: Model) => devices.filter(({ state }) => state !== 'revoked').length < MOST_DEVICES;
const is =
  (...states: ModelDevice['state'][]) =>
  ({ state }: ModelDevice) =>
    states.includes(state);
const asks = ({ requests }: ModelDevice) => requests.at(-1)?.isOpen === true;

type Ticket = 'application' | 'operator' | 'move';

/** A new device comes as far as it does by itself. */
function comes(owner: ModelDevice['owner'], ticket: Ticket, often: number): Action {
  const ticketOf = (a: number) => (ticket === 'move' ? { moves: a } : ticket);
  return {
    often,
    who: ({ owner: whose, state }) => whose === owner && state === 'active',
    can: (now, a) => hasRoom(now) && (ticket !== 'move' || now.devices[a]?.owner === owner),
    model(now, a) {
      const index = now.devices.length;
      const paired = model.pair(now, owner, ticketOf(a));
      if (paired !== 'ok') return paired;
      const activated = model.activate(now, index);
      return now.devices[index]?.state === 'unvouched' ? model.ask(now, index) : activated;
    },
    async real(real, a) {
      const index = await pairReally(real, ticketOf(a));
      const { state } = await real.rooms.devices.activate(await rowOf(real, index), { pull: true });
      if (state === 'unvouched') await askReally(real, index);
    },
  };
}

function pairs(owner: ModelDevice['owner'], ticket: 'application' | 'operator'): Action {
  return {
    can: hasRoom,
    model: (now) => model.pair(now, owner, ticket),
    real: (real) => pairReally(real, ticket),
  };
}

/** Alice lets in what she holds in her hand; a thief who has one of her devices lets in theirs. */
function answersNew(answer: Answer, often: number, careless = false): Action {
  return {
    often,
    who: is('active'),
    whom: asks,
    can: ({ devices }, by, target) => {
      const isOwn = devices[by]?.owner === devices[target]?.owner;
      return (devices[target]?.requests.length ?? 0) > 0 && (answer !== 'approve' || isOwn || careless);
    },
    model: (now, by, target) => model.answerNew(now, by, target, answer),
    real: (real, by, target) => answerReally(real, by, real.devices[target]?.requests.at(-1), answer),
  };
}

function answersLogin(answer: Answer, often: number): Action {
  // The newest first.
  const at = <T>(logins: readonly T[], b: number) => logins[logins.length - 1 - b];
  return {
    often,
    who: is('active'),
    which: ({ logins }) => Math.min(3, logins.length),
    can: ({ logins }) => logins.length > 0,
    model(now, by, b) {
      const login = at(now.logins, b);
      if (!login) throw new Error(`no login ${b}`);
      return model.answerLogin(now, by, login, answer);
    },
    real: (real, by, b) => answerReally(real, by, at(real.logins, b), answer),
  };
}

const guess = answersLogin('wrong code', 1);
/** Three wrong codes for one login, which end it; several times in a row, they suspend all devices (N4). */
const guesses: Action = {
  ...guess,
  often: 2,
  model(now, by, b) {
    for (let at = 0; at < 3; at++) guess.model(now, by, b);
    return 'ok';
  },
  async real(real, by, b) {
    for (let at = 0; at < 3; at++) await outcomeOf(guess.real(real, by, b));
  },
};

const passes = (ms: number): Action => ({
  isElsewhere: true,
  model(now) {
    now.nowMs += ms;
    return 'ok';
  },
  async real(real) {
    real.world.clock.nowMs += ms;
  },
});

/**
 * What a device does by a call of its own, refused for a locked user. One that is removed is told that first, but not where
 * it objects: there it is one of many that may not.
 */
function byDevice(actions: Readonly<Record<string, Action>>): Readonly<Record<string, Action>> {
  const isToldFirst = (name: string, device?: ModelDevice) => device?.state === 'revoked' && name !== 'objects';
  const refusing = (name: string, action: Action): Action => ({
    ...action,
    model: (now, a, b) =>
      now.ways.isLocked && !isToldFirst(name, now.devices[a]) ? 'user_locked' : action.model(now, a, b),
  });
  return Object.fromEntries(Object.entries(actions).map(([name, action]) => [name, refusing(name, action)]));
}

const CALLS_AT_ONCE = byDevice({
  suspends: {
    often: 2,
    who: is('active'),
    whom: is('active'),
    model: power.suspend,
    real: async (real, a, b) => real.rooms.devices.suspend(await rowOf(real, a), await actionOn(real, a, b, 'suspend')),
  },
  resumes: {
    often: 3,
    who: is('active'),
    whom: is('suspended'),
    model: power.resume,
    real: async (real, a, b) => real.rooms.devices.resume(await rowOf(real, a), await actionOn(real, a, b, 'resume')),
  },
  removes: {
    who: is('active'),
    whom: is('active', 'suspended'),
    model: power.remove,
    real: async (real, a, b) => real.rooms.devices.remove(await rowOf(real, a), await actionOn(real, a, b, 'remove')),
  },
  'says that it replaces': {
    often: 3,
    who: is('active'),
    whom: is('active'),
    model: power.replace,
    real: async (real, a, b) => real.rooms.devices.replace(await rowOf(real, a), idOf(real, b)),
  },
  objects: {
    often: 2,
    who: is('suspended'),
    model: power.object,
    async real(real, a) {
      const { verification } = await actionOn(real, a, a, 'object');
      await real.rooms.devices.object(await rowOf(real, a), verification);
    },
  },
  'says “This wasn’t me” to a notice': {
    often: 4,
    who: is('active'),
    which: ({ notices }) => notices.length,
    can: ({ notices }) => notices.length > 0,
    model: power.undo,
    real: async (real, a, b) => real.rooms.devices.undo(await rowOf(real, a), real.noticeIds[b] ?? ''),
  },
  renames: {
    who: is('active'),
    whom: is('active', 'suspended'),
    model: upkeep.rename,
    real: async (real, a, b) =>
      real.rooms.devices.rename(await rowOf(real, a), { targetId: idOf(real, b), name: upkeep.nameBy(a) }),
  },
});

/** What two may do at the same moment. */
export const AT_ONCE: Readonly<Record<string, Action>> = {
  ...CALLS_AT_ONCE,
  ...WAYS_AT_ONCE,
  'presses the link of a notice’s e-mail': {
    often: 2,
    which: ({ notices }) => notices.length,
    can: ({ notices }) => notices.length > 0,
    model: (now, _a, b) => upkeep.undoByLink(now, b),
    real: (real, _a, b) => undoByLinkReally(real, b),
  },
  'lets in': answersNew('approve', 10),
};

const CALLS = byDevice({
  'answers its test': {
    often: 2,
    who: is('pending'),
    model: model.activate,
    real: async (real, a) => real.rooms.devices.activate(await rowOf(real, a), { pull: true }),
  },
  'asks to be let in': { often: 4, who: is('unvouched'), model: model.ask, real: askReally },
  'takes its report back': {
    often: 2,
    who: (device, { devices, lastReport }) => lastReport !== null && devices[lastReport.by] === device,
    can: ({ lastReport }) => lastReport !== null,
    model: model.takeBack,
    async real(real, a) {
      const call = { challengeId: real.lastReported, deviceIp: '192.0.2.7', proof: anyProof() };
      await real.rooms.challenges.takeReportBack(await rowOf(real, a), call);
    },
  },
  'asks for a finger from now on': {
    often: 4,
    who: ({ state, verifier }) => state === 'active' && verifier === null,
    model: power.setUpVerifier,
    real: setUpFingerReally,
  },
  'says that another’s finger is alice’s': {
    often: 3,
    who: is('active'),
    whom: ({ state, verifier }) => state === 'active' && verifier !== null,
    model: upkeep.approveVerifier,
    real: approveVerifierReally,
  },
  ...RECOVERY_CODES,
});

export const ACTIONS: Readonly<Record<string, Action>> = {
  ...AT_ONCE,
  ...WAYS,
  ...CALLS,
  'alice adds a device': comes('alice', 'application', 5),
  'alice moves to a new phone': comes('alice', 'move', 2),
  'the operator lets a device of alice’s in': comes('alice', 'operator', 1),
  'a thief adds a device by the application’s key': comes('thief', 'application', 3),
  'a thief moves a device': comes('thief', 'move', 1),
  'alice pairs, and waits': pairs('alice', 'application'),
  'a thief pairs, and waits': pairs('thief', 'application'),
  'lets in, carelessly': answersNew('approve', 1, true),
  'types a new one’s digits wrong': answersNew('wrong code', 2),
  'denies a new one': answersNew('deny', 1),
  'reports a new one': answersNew('report', 1),
  'is suspended by the operator': {
    model: power.suspendByOperator,
    real: (real, a) => real.rooms.devices.operator.suspend({ userId: real.user.id, deviceId: idOf(real, a) }),
  },
  'is resumed by the operator': {
    who: is('suspended'),
    model: power.resumeByOperator,
    real: (real, a) => real.rooms.devices.operator.resume({ userId: real.user.id, deviceId: idOf(real, a) }),
  },
  'is removed with the application’s key': {
    model: (now, a) => power.removeAtOnce(now, a, { by: null }),
    real: (real, a) => real.rooms.devices.revoke(idOf(real, a), { by: 'application', userId: real.user.id }),
  },
  'somebody begins a login': { often: 3, model: model.createLogin, real: createLoginReally },
  'approves a login': answersLogin('approve', 3),
  'types a login’s digits wrong': guess,
  'guesses at a login’s digits': guesses,
  'denies a login': answersLogin('deny', 1),
  'reports a login': answersLogin('report', 1),
  'is used': { often: 2, model: upkeep.use, real: useReally },
  'falls into a thief’s hand': {
    isElsewhere: true,
    who: ({ owner, state }) => owner === 'alice' && state === 'active',
    can: ({ devices }, a) => devices[a]?.owner === 'alice',
    model: power.fallIntoThiefsHand,
    async real(real, a) {
      const device = real.devices[a];
      if (device) device.finger = null;
    },
  },
  'half a minute passes': passes(MINUTE / 2),
  'eleven minutes pass': passes(11 * MINUTE),
  'an hour passes': passes(61 * MINUTE),
  'a day passes': passes(25 * 60 * MINUTE),
  'three days pass': passes(73 * 60 * MINUTE),
  'the server sweeps': { often: 2, model: power.sweep, real: (real) => real.rooms.sweep() },
  'a week passes, and the server sweeps': {
    often: 3,
    model(now) {
      now.nowMs += 7 * model.DAY;
      return power.sweep(now);
    },
    async real(real) {
      real.world.clock.nowMs += 7 * model.DAY;
      await real.rooms.sweep();
    },
  },
  'the server is restarted': {
    model: () => 'ok',
    async real(real) {
      real.rooms = await restart(real.world, real.rooms);
    },
  },
};
