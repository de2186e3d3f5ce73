/** Counts of one process since its start, in Prometheus' text form (version 0.0.4). */
export interface Metrics {
  /** @returns a function that counts one answer of this route by its status */
  forRoute(method: string, path: string): (status: number) => void;
  challengeCreated(): void;
  /** @param openMs from creation to the end, in ms */
  challengeFinal(state: string, openMs: number): void;
  /** @param sign the type of its event (challenges/signs.ts) */
  signSeen(sign: string): void;
  pushDone(push: { hostClass: string; outcome: string; durationMs: number }): void;
  /** @param waiters long polls and event streams that are open now */
  text(waiters: number): string;
}

/** Upper bounds in seconds: people need 5 to 30; the longest challenge lives 600. */
const DECISION_BUCKETS_SECONDS = [1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 300, 600];
const DECIDED: ReadonlySet<string> = new Set(['approved', 'denied', 'reported']);

/** @param names.signs all that there are: a counter that begins with its first event hides that one from an alert on increase */
export function createMetrics({ signs: names }: { signs: readonly string[] }): Metrics {
  const requests = new Map<string, Map<number, number>>();
  const challenges = new Map<string, number>();
  const pushes = new Map<string, number>();
  const signs = new Map(names.map((name) => [name, 0]));
  let pushSeconds = 0;
  const buckets = DECISION_BUCKETS_SECONDS.map(() => 0);
  let decisions = 0;
  let decisionSeconds = 0;
  const startedAtSeconds = Date.now() / 1000 - process.uptime();

  const add = <Key>(counts: Map<Key, number>, key: Key) => counts.set(key, (counts.get(key) ?? 0) + 1);

  function requestLines(): string[] {
    return [...requests].flatMap(([labels, byStatus]) =>
      [...byStatus].map(([status, count]) => `nod_http_requests_total{${labels},status="${status}"} ${count}`),
    );
  }

  function decisionLines(): string[] {
    return [
      ...DECISION_BUCKETS_SECONDS.map((bound, at) => `nod_decision_seconds_bucket{le="${bound}"} ${buckets[at]}`),
      `nod_decision_seconds_bucket{le="+Inf"} ${decisions}`,
      `nod_decision_seconds_sum ${decisionSeconds}`,
      `nod_decision_seconds_count ${decisions}`,
    ];
  }

  return {
    forRoute(method, path) {
      const byStatus = new Map<number, number>();
      requests.set(`method="${method}",route="${path}"`, byStatus);
      return (status) => add(byStatus, status);
    },
    challengeCreated() {
      add(challenges, 'created');
    },
    challengeFinal(state, openMs) {
      add(challenges, state);
      if (!DECIDED.has(state)) return;
      const seconds = openMs / 1000;
      decisions++;
      decisionSeconds += seconds;
      for (const [at, bound] of DECISION_BUCKETS_SECONDS.entries()) {
        if (seconds <= bound) buckets[at] = (buckets[at] ?? 0) + 1;
      }
    },
    signSeen(sign) {
      add(signs, sign);
    },
    pushDone({ hostClass, outcome, durationMs }) {
      add(pushes, `service="${hostClass}",outcome="${outcome}"`);
      pushSeconds += durationMs / 1000;
    },
    text(waiters) {
      const { user, system } = process.cpuUsage();
      const families: [name: string, type: string, help: string, lines: string[]][] = [
        ['nod_http_requests_total', 'counter', 'Requests answered, by route and status.', requestLines()],
        [
          'nod_challenges_total',
          'counter',
          'Challenges created, and how they ended.',
          [...challenges].map(([outcome, count]) => `nod_challenges_total{outcome="${outcome}"} ${count}`),
        ],
        [
          'nod_signs_total',
          'counter',
          'What looks like an attack, by the type of its event.',
          [...signs].map(([sign, count]) => `nod_signs_total{sign="${sign}"} ${count}`),
        ],
        [
          'nod_pushes_total',
          'counter',
          'Pushes tried, by outcome.',
          [...pushes].map(([labels, count]) => `nod_pushes_total{${labels}} ${count}`),
        ],
        ['nod_push_seconds_total', 'counter', 'Time that pushes took.', [`nod_push_seconds_total ${pushSeconds}`]],
        ['nod_decision_seconds', 'histogram', 'From creating a challenge to its decision.', decisionLines()],
        ['nod_waiters', 'gauge', 'Long polls and event streams that are open.', [`nod_waiters ${waiters}`]],
        [
          'process_cpu_seconds_total',
          'counter',
          'CPU time used.',
          [`process_cpu_seconds_total ${(user + system) / 1e6}`],
        ],
        [
          'process_resident_memory_bytes',
          'gauge',
          'Memory in use.',
          [`process_resident_memory_bytes ${process.memoryUsage.rss()}`],
        ],
        [
          'process_start_time_seconds',
          'gauge',
          'When the process started.',
          [`process_start_time_seconds ${startedAtSeconds.toFixed(3)}`],
        ],
      ];
      return `${families
        .flatMap(([name, type, help, lines]) => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines])
        .join('\n')}\n`;
    },
  };
}
