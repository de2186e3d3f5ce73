import type { ComponentChildren, VNode } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { Attachments, type ShownAttachment } from '../Attachments.tsx';
import { Problem } from '../Banner.tsx';
import { DenyReason } from '../DenyReason.tsx';
import type { RequestView } from '../RequestCard.tsx';
import { RequestScreen } from '../RequestScreen.tsx';
import { describeError } from '../words/describe-error.ts';
import { words } from '../words/words.ts';
import { NOW_MS, nothing } from './parts.tsx';
import * as sample from './samples.ts';

const bytes = (text: string) => new TextEncoder().encode(text).length;
const attached = (name: string, mediaType: string, text: string): ShownAttachment => ({
  name,
  mediaType,
  size: bytes(text),
  text,
});

const diff = attached(
  'rights.diff',
  'text/x-diff',
  [
    'diff --git a/server/rights.ts b/server/rights.ts',
    'index 3f1c9e5..9e5d3f1 100644',
    '--- a/server/rights.ts',
    '+++ b/server/rights.ts',
    '@@ -12,7 +12,8 @@ export function mayDeploy(user: User): boolean {',
    ' export function mayDeploy(user: User): boolean {',
    '-  return user.role === "operator";',
    '+  // <b>Nothing</b> in here is markup.',
    '+  return user.role === "operator" || user.name === "deploy-bot-of-the-continuous-integration";',
    ' }',
    '',
  ].join('\n'),
);
const json = attached(
  'call.json',
  'application/json',
  JSON.stringify(
    {
      tool: 'delete_rows',
      arguments: { table: 'invoices', where: { year: 2019, paid: true }, limit: 12345678901234567890n.toString() },
      ids: Array.from({ length: 320 }, (_, at) => 4000 + at),
    },
    null,
    2,
  ),
);
const hidden = attached(
  'rights.ts',
  'text/plain',
  'if (user.role !== "user\u202E \u2066// only admins\u2069 \u2066") {\n  grant(\u200B"all");\n}\nconst prix = "12\u00A0€";\nשלום עולם // left as it is\n',
);
const long = attached(
  'plan.txt',
  'text/plain',
  Array.from({ length: 4000 }, (_, at) => `${at + 1}  aws_instance.web[${at}] will be destroyed`).join('\n'),
);

const view: RequestView = {
  ...sample.transfer,
  title: 'Apply the plan to production',
  applicationName: 'Deploys',
  digits: null,
  match: 'none',
};

function Asked({
  list = [],
  readAll = false,
  children,
}: {
  list?: readonly ShownAttachment[];
  readAll?: boolean;
  children?: ComponentChildren;
}) {
  const [seen, setSeen] = useState(false);
  const waits = readAll ? words.request.attachedToTheEnd : words.request.attachedFirst;
  return (
    <RequestScreen
      view={{ ...view, attached: list.length > 0 ? list.map(({ name }) => name) : ['rights.diff'] }}
      nowMs={NOW_MS}
      code=""
      onCode={nothing}
      onApprove={nothing}
      onDeny={nothing}
      onDenyWith={nothing}
      onReport={nothing}
      approveWaitsFor={seen ? null : waits}
      attachments={
        children ?? <Attachments attachments={list} readAll={readAll} onSeen={useCallback(() => setSeen(true), [])} />
      }
    />
  );
}

/** What belongs to a request, and saying why not. */
export const attachmentScenes: Readonly<Record<string, () => VNode>> = {
  'attached-diff': () => <Asked list={[diff]} />,
  'attached-json': () => <Asked list={[json]} />,
  'attached-hidden': () => <Asked list={[hidden]} />,
  'attached-several': () => <Asked list={[diff, json, hidden]} />,
  'attached-long': () => <Asked list={[long]} readAll />,
  'attached-changed': () => (
    <Asked>
      <Problem words={describeError('attachment_changed')} />
    </Asked>
  ),
  'deny-reason': () => (
    <>
      <Asked list={[diff]} />
      <DenyReason applicationName="Deploys" onDeny={nothing} onCancel={nothing} />
    </>
  ),
};
