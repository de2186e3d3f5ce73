import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { onBothStores } from '../store/testing.ts';
import { ACTIONS, type Action, AT_ONCE } from './testing-trust-actions.ts';
import { compare } from './testing-trust-compare.ts';
import { activate, type Model, newModel, pair } from './testing-trust-model.ts';
import { IDLE_DAYS } from './testing-trust-upkeep.ts';
import {
  createLoginReally,
  newHousehold,
  outcomeOf,
  pairReally,
  roomsOn,
  rowOf,
  type TrustWorld,
  useReally,
} from './testing-trust-world.ts';
import { createWorld } from './testing-world.ts';

/**
 * Somebody does one thing after the other, at random, to the server and to the model (testing-trust-model.ts): alice with her
 * devices and codes, a thief who has the application's key, alice's password and devices of their own, the operator, and time. After each step the two are
 * compared. A failure prints its seed, and the fewest steps that still fail.
 */
const LEAST_STEPS = 2000;
const RUNS_AT_ONCE = 5;
const STEPS_OF_A_RUN = 100;
/** A failure is made smaller for no longer than this. */
const MOST_MS = 60_000;
/** Of the slowest machine. */
const TIME_LIMIT_MS = 600_000;
/** Another one each time; NOD_TEST_SEED repeats a failure. */
const SEED = Number(process.env.NOD_TEST_SEED ?? Date.now() % 2 ** 31);

/** One of so many is done where it makes no sense. */
const STRAY = 6;

/** An action, with the numbers that choose its devices among those that there are then. */
interface Choice {
  name: string;
  action: Action;
  a: number;
  b: number;
}

function chosen({ devices }: Model, number: number, wanted: (at: number) => boolean): number {
  const all = [...devices.keys()];
  const sensible = number % STRAY === 0 ? [] : all.filter(wanted);
  const among = sensible.length > 0 ? sensible : all;
  return among[Math.floor(number / STRAY) % among.length] ?? 0;
}

function resolve(now: Model, { action, a, b }: Choice): [number, number] {
  const { devices } = now;
  const wanted = (kind: 'who' | 'whom') => (at: number) => {
    const device = devices[at];
    return device !== undefined && (action[kind]?.(device, now) ?? true);
  };
  const second = action.which ? b % Math.max(1, action.which(now)) : chosen(now, b, wanted('whom'));
  return [chosen(now, a, wanted('who')), second];
}

/** The operator deletes the user, wherever that has led: nothing that they had is good for anything any more. */
async function expectNothingLeft(real: TrustWorld): Promise<void> {
  const { rooms, user, devices, application, logins } = real;
  await rooms.challenges.deleteUser(user.id, { madeBy: 'root' });
  for (const index of devices.keys()) expect(await outcomeOf(useReally(real, index))).toBe('proof_invalid');
  expect(await outcomeOf(createLoginReally(real))).toBe('user_unknown');
  for (const { id } of logins) {
    expect(await outcomeOf(rooms.challenges.get(application, id))).toBe('challenge_unknown');
  }
}

let steps = 0;

class Step implements fc.AsyncCommand<Model, TrustWorld> {
  readonly choice: Choice;
  constructor(choice: Choice) {
    this.choice = choice;
  }
  check(now: Readonly<Model>): boolean {
    return this.choice.action.can?.(now, ...resolve(now, this.choice)) ?? true;
  }
  async run(now: Model, real: TrustWorld): Promise<void> {
    const { action, name } = this.choice;
    const before = structuredClone(now);
    const [a, b] = resolve(now, this.choice);
    const what = `${name} (${a}, ${b})`;
    expect(await outcomeOf(action.real(real, a, b)), what).toBe(action.model(now, a, b));
    if (!action.isElsewhere) await compare(before, now, real, what);
    steps++;
  }
  toString(): string {
    const { name, a, b } = this.choice;
    return `${name} [${a}, ${b}]`;
  }
}

/** Two at the same moment: as if one had come after the other, whichever. */
class AtOnce implements fc.AsyncCommand<Model, TrustWorld> {
  readonly both: readonly [Choice, Choice];
  constructor(both: readonly [Choice, Choice]) {
    this.both = both;
  }
  check(now: Readonly<Model>): boolean {
    // A confirmation is read before the user's turn: of a device that is removed meanwhile either refusal may come first.
    const isConfirmed = (choice: Choice) => now.devices[resolve(now, choice)[0]]?.verifier !== null;
    return this.both.every((choice) => new Step(choice).check(now) && !isConfirmed(choice));
  }
  async run(now: Model, real: TrustWorld): Promise<void> {
    const before = structuredClone(now);
    const both = this.both.map((choice) => ({ ...choice, at: resolve(now, choice) }));
    const outcomes = await Promise.all(both.map(({ action, at }) => outcomeOf(action.real(real, ...at))));
    const what = `${both.map(({ name, at }) => `${name} (${at})`).join(' while ')}: ${outcomes}`;
    const failures: unknown[] = [];
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const then = structuredClone(before);
      const seen: string[] = [];
      for (const one of order) {
        const step = both[one];
        if (step) seen[one] = step.action.model(then, ...step.at);
      }
      const known = [...real.noticeIds];
      try {
        expect(seen, what).toEqual(outcomes);
        await compare(before, then, real, what);
        Object.assign(now, then);
        steps += 2;
        return;
      } catch (error) {
        real.noticeIds.splice(0, Number.POSITIVE_INFINITY, ...known);
        failures.push(error);
      }
    }
    throw new AggregateError(failures, `as in no order: ${what}\n${failures.join('\n')}`);
  }
  toString(): string {
    return this.both.map((choice) => new Step(choice)).join(' while ');
  }
}

const choices = (actions: Readonly<Record<string, Action>>): fc.Arbitrary<Choice> =>
  fc.oneof(
    ...Object.entries(actions).map(([name, action]) => ({
      weight: action.often ?? 1,
      arbitrary: fc.record({ name: fc.constant(name), action: fc.constant(action), a: fc.nat(999), b: fc.nat(999) }),
    })),
  );
const oneStep = choices(ACTIONS).map((choice) => new Step(choice));
const twoAtOnce = fc.tuple(choices(AT_ONCE), choices(AT_ONCE)).map((both) => new AtOnce(both));
/** How many single steps there are for each double one. */
const SINGLE = 7;

onBothStores('trusted registration, whatever happens', (fresh) => {
  test(
    'N13, N14, N16: it is as the model says',
    async () => {
      const world = await createWorld(await fresh({ quick: true }), {
        settings: { vouch: 'required', idleDays: IDLE_DAYS },
      });
      const fallbacks = JSON.stringify(['offline', 'bypass']);
      await world.store.db
        .updateTable('applications')
        .set({ fallbacks })
        .where('id', '=', world.applicationId)
        .execute();
      let rooms = roomsOn(world, world.store);
      onTestFinished(async () => {
        if (rooms.store !== world.store) await rooms.store.close();
      });
      steps = 0;
      const commands = fc.commands([...Array.from({ length: SINGLE }, () => oneStep), twoAtOnce], {
        maxCommands: STEPS_OF_A_RUN,
        size: 'max',
      });
      const property = fc.asyncProperty(commands, async (some) => {
        const real = await newHousehold(world, rooms);
        const now = newModel(world.clock.nowMs);
        // Alice's first device is trusted to the application that signs her up.
        pair(now, 'alice', 'application');
        activate(now, await pairReally(real, 'application'));
        await real.rooms.devices.activate(await rowOf(real, 0), { pull: true });
        await compare(newModel(now.nowMs), now, real, 'the first device');
        try {
          await fc.asyncModelRun(() => ({ model: now, real }), some);
          await expectNothingLeft(real);
        } finally {
          rooms = real.rooms;
          // Sweeps go through all users: without this each run would be slower than the one before.
          await rooms.store.db.deleteFrom('users').where('id', '=', real.user.id).execute();
        }
      });
      for (let seed = SEED; steps < LEAST_STEPS; seed++) {
        const found = await fc.check(property, { numRuns: RUNS_AT_ONCE, seed, interruptAfterTimeLimit: MOST_MS });
        // Not fc.assert: on a busy machine the time may be over before all runs are, which is no failure.
        if (found.counterexample !== null) {
          throw new Error(await fc.asyncDefaultReportMessage(found), { cause: found.errorInstance });
        }
      }
      console.info(`trusted registration: ${steps} steps from seed ${SEED} on`);
    },
    TIME_LIMIT_MS,
  );
});
