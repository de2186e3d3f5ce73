import { expect, test } from 'vitest';
import type { AttachmentEntry } from '../protocol/attachment.ts';
import { sha256 } from '../protocol/hash.ts';
import { parseMessage } from '../protocol/jws.ts';
import { readAttachments } from './attachments.ts';
import { answerFromNotification } from './background/notification-click.ts';
import { decide } from './decide.ts';
import { receivePush } from './receive.ts';
import { pair, startHarness } from './testing/harness.ts';

const DIFF = '-return isAdmin;\n+return true;\n';
const PLAN = '{"delete":["db"]}';

const entryOf = async (name: string, mediaType: AttachmentEntry['mediaType'], text: string) => ({
  name,
  mediaType,
  size: new TextEncoder().encode(text).length,
  sha256: await sha256(text),
});

/** A paired authenticator with a request that waits, to which two texts belong. */
async function waiting(changes: { code?: string } = {}) {
  const harness = await startHarness();
  const deviceId = await pair(harness);
  const attachments = [
    await entryOf('change.diff', 'text/x-diff', DIFF),
    await entryOf('plan.json', 'application/json', PLAN),
  ];
  const { id, push } = await harness.server.challenge({
    action: { title: 'Apply', details: [], attachments },
    ...changes,
  });
  harness.server.attached = [DIFF, PLAN];
  await receivePush(harness.core, push);
  const request = { deviceId, challengeId: id };
  return { ...harness, request, seen: attachments.map((one) => one.sha256) };
}

test('V9.2.2: all of them are fetched with a proof, and held against what was signed', async () => {
  const { core, request, server, seen } = await waiting();
  const read = await readAttachments(core, request);
  expect(read.map(({ name, text, sha256: hash }) => [name, text, hash])).toEqual([
    ['change.diff', DIFF, seen[0]],
    ['plan.json', PLAN, seen[1]],
  ]);
  expect(server.decisions).toEqual([]);
});

test('one that was changed on the way, is another one, or too long, is not shown', async () => {
  const { core, request, server } = await waiting();
  const changed = { code: 'attachment_changed' };
  for (const texts of [
    [DIFF.replace('true', 'True'), PLAN],
    [DIFF, `${PLAN} `],
    [PLAN, DIFF],
    ['', PLAN],
    [`${DIFF.slice(0, -1)}\ud800`, PLAN],
  ]) {
    server.attached = texts;
    await expect(readAttachments(core, request)).rejects.toMatchObject(changed);
  }
  server.attached = ['x'.repeat(262_145), PLAN];
  await expect(readAttachments(core, request)).rejects.toMatchObject({ code: 'answer_malformed' });
  server.attached = [DIFF];
  await expect(readAttachments(core, request)).rejects.toMatchObject({ code: 'attachment_unknown' });
});

test('V9.2.2: nobody approves what was not on a screen: not by a notification, and not by a caller that names nothing', async () => {
  const { core, request, server, seen, shown } = await waiting();
  expect(shown.at(-1)?.actions).toEqual(['deny']);
  expect(await answerFromNotification(core, request, 'approve')).toBe('needs_app');
  const approve = { ...request, choice: 'approve', from: 'app' } as const;
  for (const wrong of [undefined, [], [seen[0] ?? ''], [...seen].reverse(), [...seen, seen[0] ?? '']]) {
    const answer = wrong === undefined ? approve : { ...approve, seen: wrong };
    await expect(decide(core, answer)).rejects.toMatchObject({ code: 'attachments_unseen' });
  }
  expect(server.decisions).toEqual([]);
  expect(await decide(core, { ...approve, seen })).toEqual({ kind: 'approved' });
  expect(await core.inbox.history({ limit: 5 })).toMatchObject([
    { attachments: [{ name: 'change.diff', sha256: seen[0] }, { name: 'plan.json' }] },
  ]);
});

test('saying no needs nothing to be read, also on the notification', async () => {
  const { core, request, server } = await waiting({ code: '482913' });
  server.attached = [];
  expect(await answerFromNotification(core, request, 'deny')).toBe('answered');
  expect(server.challenges.get(request.challengeId)?.state).toBe('denied');
});

test('the reason of a denial is signed where the server takes one, and left out where it doesn’t', async () => {
  for (const takes of [true, false]) {
    const { core, request, server } = await waiting();
    await core.keys.changeAccount(request.deviceId, (account) => ({
      ...account,
      server: { features: takes ? ['deny-reason'] : [], askedAtMs: 0 },
    }));
    await decide(core, { ...request, choice: 'deny', from: 'app', reason: 'Wrong branch' });
    const { claims } = parseMessage('decision', server.decisions.at(-1) ?? '');
    expect((claims as { reason?: string }).reason).toBe(takes ? 'Wrong branch' : undefined);
  }
});
