import { describe, expect, test } from 'vitest';
import type { Offer } from '../../authenticator/enrol.ts';
import { AuthenticatorError } from '../../authenticator/errors.ts';
import type { TestResult } from '../../authenticator/test-push.ts';
import {
  type Effect,
  type Facts,
  nextStep,
  type Pairing,
  type PairingEvent,
  START,
  type Step,
} from './pairing-steps.ts';

const offer = { origin: 'https://nod.example', serverName: 'Example', pullAllowed: true } as Offer;
/** Of a server that takes no device without notifications. */
const strict: Offer = { ...offer, pullAllowed: false };
const account = { deviceId: 'dev_1', state: 'active', otherDevices: 0 } as TestResult['account'];
const passed: TestResult = { kind: 'passed', account };
const beside: TestResult = { kind: 'passed', account: { ...account, otherDevices: 1 } };
const unvouched: TestResult = { kind: 'passed', account: { ...account, state: 'unvouched', otherDevices: 1 } };
const missing: TestResult = { kind: 'test_missing', account };
const lost = new AuthenticatorError('offline', 'the network is gone');
const hung = new AuthenticatorError('subscribe_timeout', 'no answer');
const refusal = new AuthenticatorError('storage_refused', 'a key was not kept');
const may: Facts = { hasPush: true, granted: true, confirms: false };
const confirms: Facts = { ...may, confirms: true };
const unasked: Facts = { hasPush: true, granted: false, confirms: false };
const noPush: Facts = { hasPush: false, granted: false, confirms: false };

interface Happening {
  readonly event: PairingEvent;
  readonly facts?: Facts;
  /** The one that stands; none at the start. */
  readonly offer?: Offer;
}

/** All that can happen, by the names of the table below. */
const HAPPENINGS: Readonly<Record<string, Happening>> = {
  claim: { event: { type: 'claim', origin: offer.origin, ticket: { code: 'ABCDEFGHJKMN' } } },
  'try keys': { event: { type: 'try_keys' } },
  'keys refused': { event: { type: 'keys_refused', error: refusal } },
  'keys kept': { event: { type: 'keys_kept' } },
  'not mine': { event: { type: 'not_mine' } },
  pair: { event: { type: 'pair' } },
  allow: { event: { type: 'allow' } },
  skip: { event: { type: 'skip' } },
  'skip, push only': { event: { type: 'skip' }, offer: strict },
  back: { event: { type: 'back' } },
  'go without': { event: { type: 'go_without' } },
  'go without, push only': { event: { type: 'go_without' }, offer: strict },
  'send again': { event: { type: 'send_again' } },
  claimed: { event: { type: 'claimed', offer } },
  'claim failed': { event: { type: 'claim_failed', error: lost } },
  'claim failed, no keys': { event: { type: 'claim_failed', error: refusal } },
  'shell asked, granted': { event: { type: 'shell_asked', offer } },
  'shell asked, not granted': { event: { type: 'shell_asked', offer }, facts: unasked },
  'shell asked, no push': { event: { type: 'shell_asked', offer }, facts: noPush },
  'no push, push only': { event: { type: 'shell_asked', offer: strict }, facts: noPush, offer: strict },
  permitted: { event: { type: 'permitted' } },
  refused: { event: { type: 'refused', error: lost } },
  subscribing: { event: { type: 'enrol_step', what: 'subscribing' } },
  binding: { event: { type: 'enrol_step', what: 'binding' } },
  testing: { event: { type: 'enrol_step', what: 'testing' } },
  'enrolled, test passed': { event: { type: 'enrolled', result: passed } },
  'enrolled, not the only one': { event: { type: 'enrolled', result: beside } },
  'enrolled, to be let in': { event: { type: 'enrolled', result: unvouched } },
  'enrolled, test missing': { event: { type: 'enrolled', result: missing } },
  'enrol failed, granted': { event: { type: 'enrol_failed', error: lost, push: true } },
  'enrol failed, no more': { event: { type: 'enrol_failed', error: lost, push: true }, facts: unasked },
  'enrol failed, pull': { event: { type: 'enrol_failed', error: lost, push: false }, facts: unasked },
  'subscribing hung': { event: { type: 'enrol_failed', error: hung, push: true } },
  'hung, push only': { event: { type: 'enrol_failed', error: hung, push: true }, offer: strict },
  'took long': { event: { type: 'took_long' } },
  'tested, passed': { event: { type: 'tested', result: passed } },
  'tested, to be let in': { event: { type: 'tested', result: unvouched } },
  'tested, missing': { event: { type: 'tested', result: missing } },
  'test failed': { event: { type: 'test_failed', error: lost } },
  'let in': { event: { type: 'let_in' } },
  'kept out': { event: { type: 'kept_out' } },
  settled: { event: { type: 'settled' } },
  'enrolled, confirms': { event: { type: 'enrolled', result: passed }, facts: confirms },
  'tested, confirms': { event: { type: 'tested', result: passed }, facts: confirms },
  'set up': { event: { type: 'set_up' } },
  'set up done': { event: { type: 'set_up_done' } },
  'set up failed': { event: { type: 'set_up_failed', error: lost } },
  'settled, confirms': { event: { type: 'settled' }, facts: confirms },
};

/** Where each leads: a step, with "!" where something is to be done then; "-" where it is ignored. */
const [STEPS = [], ...ROWS] = `
                            start      no_keys   claiming  confirm      primer   asking       pull         setting_up  testing     vouching  same        confirming   ready
claim                       claiming!  -         -         -            -        -            -            -           -           -         -           -            -
try keys                    start!     no_keys!  -         -            -        -            -            -           -           -         -           -            -
keys refused                no_keys    no_keys   no_keys   -            -        -            -            -           -           -         -           -            -
keys kept                   -          start     -         -            -        -            -            -           -           -         -           -            -
not mine                    -          -         -         start        -        -            -            -           -           -         -           -            -
pair                        -          -         -         confirm!     -        -            -            -           -           -         -           -            -
allow                       -          -         -         -            asking!  -            asking!      -           -           -         -           -            -
skip                        -          -         -         -            pull     -            -            -           -           -         -           ready        -
skip, push only             -          -         -         -            -        -            -            -           -           -         -           ready        -
back                        -          -         -         -            confirm  confirm      confirm      -           -           -         -           -            -
go without                  -          -         -         -            -        -            setting_up!  -           testing!    -         -           -            -
go without, push only       -          -         -         -            -        -            -            -           -           -         -           -            -
send again                  -          -         -         -            -        -            -            -           testing!    -         -           -            -
claimed                     -          -         confirm   -            -        -            -            -           -           -         -           -            -
claim failed                -          -         start     -            -        -            -            -           -           -         -           -            -
claim failed, no keys       -          -         no_keys   -            -        -            -            -           -           -         -           -            -
shell asked, granted        -          -         -         setting_up!  -        -            -            -           -           -         -           -            -
shell asked, not granted    -          -         -         primer       -        -            -            -           -           -         -           -            -
shell asked, no push        -          -         -         pull         -        -            -            -           -           -         -           -            -
no push, push only          -          -         -         confirm      -        -            -            -           -           -         -           -            -
permitted                   -          -         -         -            -        setting_up!  -            -           -           -         -           -            -
refused                     -          -         -         -            -        primer       -            -           -           -         -           -            -
subscribing                 -          -         -         -            -        -            -            setting_up  -           -         -           -            -
binding                     -          -         -         -            -        -            -            setting_up  -           -         -           -            -
testing                     -          -         -         -            -        -            -            testing     -           -         -           -            -
enrolled, test passed       -          -         -         -            -        -            -            ready       ready       -         -           -            -
enrolled, not the only one  -          -         -         -            -        -            -            same        same        -         -           -            -
enrolled, to be let in      -          -         -         -            -        -            -            vouching    vouching    -         -           -            -
enrolled, test missing      -          -         -         -            -        -            -            testing     testing     -         -           -            -
enrol failed, granted       -          -         -         -            -        -            -            confirm     confirm     -         -           -            -
enrol failed, no more       -          -         -         -            -        -            -            primer      primer      -         -           -            -
enrol failed, pull          -          -         -         -            -        -            -            confirm     confirm     -         -           -            -
subscribing hung            -          -         -         -            -        -            -            pull        pull        -         -           -            -
hung, push only             -          -         -         -            -        -            -            confirm     confirm     -         -           -            -
took long                   -          -         -         -            -        -            -            -           testing     -         -           -            -
tested, passed              -          -         -         -            -        -            -            -           ready       -         -           -            -
tested, to be let in        -          -         -         -            -        -            -            -           vouching    -         -           -            -
tested, missing             -          -         -         -            -        -            -            -           testing     -         -           -            -
test failed                 -          -         -         -            -        -            -            -           testing     -         -           -            -
let in                      -          -         -         -            -        -            -            -           -           same      -           -            -
kept out                    -          -         -         -            -        -            -            -           -           start     -           -            -
settled                     -          -         -         -            -        -            -            -           -           -         ready       -            -
enrolled, confirms          -          -         -         -            -        -            -            confirming  confirming  -         -           -            -
tested, confirms            -          -         -         -            -        -            -            -           confirming  -         -           -            -
set up                      -          -         -         -            -        -            -            -           -           -         -           confirming!  -
set up done                 -          -         -         -            -        -            -            -           -           -         -           ready        -
set up failed               -          -         -         -            -        -            -            -           -           -         -           confirming   -
settled, confirms           -          -         -         -            -        -            -            -           -           -         confirming  -            -
`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/ {2,}/));

/** Pairing as it stands in a step. */
const at = (step: Step, claimed: Offer = offer): Pairing => ({
  ...START,
  step,
  offer: step === 'start' || step === 'no_keys' || step === 'claiming' ? null : claimed,
});

const cells = ROWS.flatMap(([name = '', ...targets]) =>
  targets.map((target, column) => [STEPS[column] as Step, name, target] as const),
);

describe('the table of steps and events', () => {
  test('has a column for every step, and a row for everything that can happen', () => {
    expect(ROWS.map(([name]) => name)).toEqual(Object.keys(HAPPENINGS));
    for (const row of ROWS) expect(row).toHaveLength(STEPS.length + 1);
  });

  test.each(cells)('%s, %s: %s', (step, name, target) => {
    const { event, facts = may, offer: claimed = offer } = HAPPENINGS[name] as Happening;
    const before = at(step, claimed);
    const { pairing, effect } = nextStep(before, event, facts);
    if (target === '-') {
      // Nothing at all is different: what is late has not even left a problem behind.
      expect(pairing).toBe(before);
      expect(effect).toBeUndefined();
    } else {
      expect(pairing.step).toBe(target.replace('!', ''));
      expect(effect !== undefined).toBe(target.endsWith('!'));
    }
  });

  test('leads from the start to every step, and every event counts somewhere', () => {
    const reached = new Set<Step>(['start']);
    const counted = new Set<string>();
    for (const step of reached) {
      for (const { event, facts = may } of Object.values(HAPPENINGS)) {
        const before = at(step);
        const { pairing, effect } = nextStep(before, event, facts);
        if (pairing !== before || effect) counted.add(event.type);
        reached.add(pairing.step);
      }
    }
    expect([...reached].sort()).toEqual([...STEPS].sort());
    expect([...counted].sort()).toEqual([...new Set(Object.values(HAPPENINGS).map(({ event }) => event.type))].sort());
  });
});

/** Goes through events from the start. @returns where they lead, and all that was to be done on the way */
function walk(...names: readonly string[]): { pairing: Pairing; effects: Effect['type'][] } {
  const effects: Effect['type'][] = [];
  let pairing = START;
  for (const name of names) {
    const { event, facts = may } = HAPPENINGS[name] as Happening;
    const turn = nextStep(pairing, event, facts);
    pairing = turn.pairing;
    if (turn.effect) effects.push(turn.effect.type);
  }
  return { pairing, effects };
}

const TO_CONFIRM = ['claim', 'claimed'];
const TO_TESTING = [...TO_CONFIRM, 'pair', 'shell asked, granted', 'subscribing', 'binding', 'testing'];

describe('the ways through', () => {
  test('nothing is made before "Pair" and, where it wasn’t yet, the permission', () => {
    expect(walk(...TO_CONFIRM).effects).toEqual(['claim']);
    expect(walk(...TO_CONFIRM, 'pair', 'shell asked, not granted').effects).toEqual(['claim', 'ask_shell']);
    expect(walk(...TO_CONFIRM, 'pair', 'shell asked, not granted', 'allow', 'permitted')).toMatchObject({
      pairing: { step: 'setting_up', doing: 'subscribing' },
      effects: ['claim', 'ask_shell', 'ask_permission', 'enrol'],
    });
  });

  test('where no key can be kept nothing is asked for, until a further try succeeds', () => {
    expect(walk('try keys', 'keys refused').pairing).toMatchObject({ step: 'no_keys', problem: refusal });
    expect(walk('try keys', 'keys refused', 'claim').effects).toEqual(['try_keys']);
    expect(walk('claim', 'keys refused', 'claimed').pairing.step).toBe('no_keys');
    expect(walk('try keys', 'keys refused', 'try keys', 'keys kept')).toEqual({
      pairing: START,
      effects: ['try_keys', 'try_keys'],
    });
  });

  test('a second tap on "Pair" asks the browser again, but nothing is made twice', () => {
    const { effects } = walk(...TO_CONFIRM, 'pair', 'pair', 'shell asked, granted', 'shell asked, granted');
    expect(effects).toEqual(['claim', 'ask_shell', 'ask_shell', 'enrol']);
  });

  test('a permission that is given after "Back" pairs nothing', () => {
    const names = [...TO_CONFIRM, 'pair', 'shell asked, not granted', 'allow', 'back', 'permitted'];
    expect(walk(...names)).toMatchObject({
      pairing: { step: 'confirm' },
      effects: ['claim', 'ask_shell', 'ask_permission'],
    });
  });

  test('"Pair" on an account that was then refused pairs no other one', () => {
    const other: Offer = { ...offer, enrollmentId: 'enr_2' };
    const { pairing } = nextStep(at('confirm', other), { type: 'shell_asked', offer }, may);
    expect(pairing).toEqual(at('confirm', other));
  });

  test('somebody else’s account leads back to the start, and its offer is forgotten', () => {
    expect(walk(...TO_CONFIRM, 'not mine').pairing).toEqual(START);
  });

  test('what went wrong stands until something is tried again', () => {
    expect(walk('claim', 'claim failed').pairing.problem).toBe(lost);
    expect(walk('claim', 'claim failed', 'claim').pairing.problem).toBeUndefined();
    const refused = [...TO_CONFIRM, 'pair', 'shell asked, not granted', 'allow', 'refused'];
    expect(walk(...refused).pairing).toMatchObject({ step: 'primer', problem: lost });
    expect(walk(...refused, 'back').pairing).toMatchObject({ step: 'confirm', problem: lost });
    expect(walk(...refused, 'allow').pairing.problem).toBeUndefined();
    expect(walk(...TO_TESTING, 'enrol failed, granted').pairing).toMatchObject({ step: 'confirm', problem: lost });
    expect(
      walk(...TO_TESTING, 'enrol failed, granted', 'pair', 'shell asked, granted').pairing.problem,
    ).toBeUndefined();
  });

  test('a failed pairing can be tried again with the same offer', () => {
    const { pairing, effects } = walk(...TO_TESTING, 'enrol failed, granted', 'pair', 'shell asked, granted');
    expect(pairing).toMatchObject({ step: 'setting_up', offer });
    expect(effects).toEqual(['claim', 'ask_shell', 'enrol', 'ask_shell', 'enrol']);
  });

  test.each([
    ['subscribe_timeout', 'hung'],
    ['subscribe_failed', 'unavailable'],
    ['endpoint_not_allowed', 'unavailable'],
  ] as const)('%s offers life without notifications, and says why: %s', (code, reason) => {
    const event = { type: 'enrol_failed', push: true, error: new AuthenticatorError(code, '') } as const;
    expect(nextStep(at('setting_up'), event, may).pairing).toMatchObject({
      step: 'pull',
      reason,
      problem: undefined,
    });
  });

  test('skipping and a browser without push lead there too; from there it goes on without, or asks after all', () => {
    const declined = walk(...TO_CONFIRM, 'pair', 'shell asked, not granted', 'skip').pairing;
    expect(declined).toMatchObject({ step: 'pull', reason: 'declined' });
    expect(nextStep(declined, { type: 'go_without' }, unasked).effect).toEqual({ type: 'enrol', offer, push: false });
    expect(nextStep(declined, { type: 'allow' }, unasked).effect).toEqual({ type: 'ask_permission' });
    expect(walk(...TO_CONFIRM, 'pair', 'shell asked, no push').pairing).toMatchObject({ reason: 'unsupported' });
  });

  test('a server that wants notifications says so to a browser without push', () => {
    const before = at('confirm', strict);
    const { pairing } = nextStep(before, { type: 'shell_asked', offer: strict }, noPush);
    expect(pairing.problem).toMatchObject({ code: 'pull_not_allowed' });
  });

  test('a test that takes long, or got lost, is sent again, once at a time', () => {
    expect(walk(...TO_TESTING).pairing).toMatchObject({ slow: false, sending: false, deviceId: null });
    expect(walk(...TO_TESTING, 'took long').pairing.slow).toBe(true);
    const { pairing } = walk(...TO_TESTING, 'enrolled, test missing');
    expect(pairing).toMatchObject({ slow: true, sending: false, deviceId: 'dev_1' });
    const again = nextStep(pairing, { type: 'send_again' }, may);
    expect(again.effect).toEqual({ type: 'send_again', deviceId: 'dev_1' });
    expect(again.pairing.sending).toBe(true);
    expect(nextStep(again.pairing, { type: 'send_again' }, may)).toEqual({ pairing: again.pairing });
    expect(nextStep(again.pairing, { type: 'test_failed', error: lost }, may).pairing).toMatchObject({
      step: 'testing',
      slow: true,
      sending: false,
      problem: lost,
    });
  });

  test('the device that waits to be let in is named to its screen, and what kept its test is forgotten', () => {
    const { pairing } = walk(...TO_TESTING, 'test failed', 'enrolled, to be let in');
    expect(pairing).toMatchObject({ step: 'vouching', deviceId: 'dev_1', problem: undefined });
    expect(walk(...TO_TESTING, 'enrolled, to be let in', 'kept out').pairing).toEqual(START);
  });

  test('the first test, lost at last, doesn’t end the one that is being sent', () => {
    const { pairing } = walk(...TO_TESTING, 'took long', 'send again', 'enrolled, test missing');
    expect(pairing).toMatchObject({ step: 'testing', sending: true });
  });

  test('where this device can confirm its person, that is offered once the test has passed, and may be skipped', () => {
    const { pairing } = walk(...TO_TESTING, 'took long', 'send again', 'tested, confirms');
    expect(pairing).toMatchObject({ step: 'confirming', deviceId: 'dev_1', sending: false });
    const asked = nextStep(pairing, { type: 'set_up' }, confirms);
    expect(asked).toMatchObject({
      pairing: { sending: true },
      effect: { type: 'set_up_confirming', deviceId: 'dev_1' },
    });
    expect(nextStep(asked.pairing, { type: 'set_up' }, confirms)).toEqual({ pairing: asked.pairing });
    const failed = nextStep(asked.pairing, { type: 'set_up_failed', error: lost }, confirms).pairing;
    expect(failed).toMatchObject({ step: 'confirming', sending: false, problem: lost });
    expect(nextStep(failed, { type: 'skip' }, confirms).pairing).toMatchObject({ step: 'ready', problem: undefined });
    expect(nextStep(failed, { type: 'set_up' }, confirms).pairing.problem).toBeUndefined();
  });

  test('a second attempt doesn’t begin as slow as the first one ended', () => {
    const retry = ['enrol failed, granted', 'pair', 'shell asked, granted', 'testing'];
    const { pairing } = walk(...TO_TESTING, 'enrolled, test missing', ...retry);
    expect(pairing).toMatchObject({ step: 'testing', slow: false, sending: false, deviceId: null });
  });
});
