import { afterEach, describe, expect, it, vi } from 'vitest';
import { type EventSink, eventStream } from './event-stream.ts';
import { createOpenWaits, MAX_PER_CHALLENGE, MAX_PER_DEVICE } from './open-waits.ts';

const request = () => new Request('http://localhost/');
const refusal = expect.objectContaining({ code: 'rate_limited', params: { retryAfterSeconds: 15 } });

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('how many answers are held back', () => {
  it('A6.6.3: five streams of a device and twenty waits of a challenge; a place comes back once', () => {
    expect([MAX_PER_DEVICE, MAX_PER_CHALLENGE]).toEqual([5, 20]);
    const waits = createOpenWaits();
    const open = (of: string) => waits.open(request(), { of, most: 5 });
    const [first] = [open('a'), open('a'), open('a'), open('a'), open('a')];
    expect(() => open('a')).toThrow(refusal);
    open('b');
    first?.done();
    first?.done();
    open('a');
    expect(() => open('a')).toThrow(refusal);
    expect(waits.count).toBe(6);
  });

  it('A6.6.3: 20,000 in this process, whosever they are', () => {
    const waits = createOpenWaits();
    const open = (at: number) => waits.open(request(), { of: `challenge ${at}`, most: 20 });
    const held = Array.from({ length: 20_000 }, (_, at) => open(at));
    expect(() => open(20_000)).toThrow(refusal);
    held[0]?.done();
    open(20_001);
    expect(() => open(20_002)).toThrow(refusal);
  });
});

describe('heartbeats', () => {
  it('reach each stream at least every 15 seconds, from one timer that ends with the last of them', () => {
    vi.useFakeTimers();
    const timers = vi.spyOn(globalThis, 'setInterval');
    const waits = createOpenWaits();
    const beats = new Map<number, number[]>();
    const held = Array.from({ length: 200 }, (_, at) => {
      const wait = waits.open(request(), { of: `${at}`, most: 1 });
      wait.onHeartbeat(() => beats.set(at, [...(beats.get(at) ?? []), Date.now()]));
      // They come in one after the other, and their heartbeats are as far apart.
      vi.advanceTimersByTime(100);
      return { wait, sinceMs: Date.now() };
    });
    vi.advanceTimersByTime(60_000);
    for (const [at, { sinceMs }] of held.entries()) {
      const times = [sinceMs, ...(beats.get(at) ?? [])];
      expect(times.length).toBeGreaterThan(4);
      for (const [index, time] of times.slice(1).entries()) {
        expect(time - (times[index] as number)).toBeLessThanOrEqual(15_000);
      }
    }
    expect(timers).toHaveBeenCalledTimes(1);
    for (const { wait } of held) wait.done();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('bring a look at the source once a minute, and none once the stream is closed', () => {
    vi.useFakeTimers();
    const waits = createOpenWaits();
    const looks: number[] = [];
    const sinks: EventSink[] = [];
    const source = (sink: EventSink) => {
      sinks.push(sink);
      return () => {};
    };
    eventStream(waits.open(request(), { of: 'a', most: 1 }), source, () => looks.push(Date.now()));
    vi.advanceTimersByTime(10 * 60_000);
    expect(looks.length).toBeGreaterThanOrEqual(9);
    expect(looks.length).toBeLessThanOrEqual(11);
    sinks[0]?.close();
    vi.advanceTimersByTime(10 * 60_000);
    expect(looks.length).toBeLessThanOrEqual(11);
  });

  it('a stream whose source can’t be opened gives its place back', () => {
    const waits = createOpenWaits();
    const broken = () => {
      throw new Error('no such source');
    };
    expect(() => eventStream(waits.open(request(), { of: 'a', most: 1 }), broken, () => {})).toThrow('no such source');
    expect(waits.count).toBe(0);
  });
});
