import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import type { Warning } from '../../../authenticator/health.ts';
import { Banner, Problem } from '../../Banner.tsx';
import { UpdatePrompt } from '../../UpdatePrompt.tsx';
import { describeError } from '../../words/describe-error.ts';
import { type Here, useHere } from '../../words/here.ts';
import { words } from '../../words/words.ts';
import { type App, useApp, useAppState } from '../app-context.ts';

/** What a person should know, above everything else on the quiet screen. */
export function Notices() {
  const app = useApp();
  const { warnings, update, online, reachable } = useAppState();
  const here = useHere();
  const [later, setLater] = useState(false);
  return (
    <>
      {!online && (
        <Banner tone="amber" icon="offline">
          {words.offline(here)}
        </Banner>
      )}
      {online && reachable === false && (
        <Problem words={describeError('server_unreachable', { here })} tone="amber" icon="server" />
      )}
      {update !== 'none' && !later && (
        <UpdatePrompt onUpdate={app.applyUpdate} onLater={() => setLater(true)} updating={update === 'updating'} />
      )}
      {warnings.map((warning) => (
        <Fragment key={JSON.stringify(warning)}>{NOTICES[warning.code]?.(warning, app, here)}</Fragment>
      ))}
    </>
  );
}

/** One notice per warning. Those about notifications are left out: the quiet screen has a row of its own for them. */
const NOTICES: Readonly<Partial<Record<Warning['code'], (warning: Warning, app: App, here: Here) => preact.VNode>>> = {
  device_revoked: (_warning, app, here) => problem('device_revoked', app, here),
  device_suspended: (_warning, app, here) => problem('device_suspended', app, here),
  device_pending: (_warning, app, here) => problem('device_pending', app, here),
  key_missing: (_warning, app, here) => problem('device_unknown', app, here),
  update_needed: (_warning, _app, here) => <Problem words={describeError('update_needed', { here })} />,
  clock_off: (warning, _app, here) => {
    const clockOffsetMs = warning.code === 'clock_off' ? warning.clockOffsetMs : undefined;
    return <Problem words={describeError('clock_off', { here, clockOffsetMs })} tone="amber" />;
  },
  storage_not_persisted: (_warning, app, here) => (
    <Banner tone="amber" title={words.storage.title} action={storageAction(app)}>
      {words.storage.body(here)} {app.install?.installed === false && words.storage.install(here)}
    </Banner>
  ),
  only_device: (_warning, _app, here) => <Banner tone="info">{words.accounts.onlyDevice(here)}</Banner>,
};

/** Chromium decides by itself to keep the data of installed apps; where Nod can't be installed, the browser is asked. */
function storageAction({ platform, install, storage, router, changed }: App) {
  const canInstall = install && !install.installed && (platform.here === 'phone' || install.available());
  if (canInstall) return { label: words.settings.installShow, onAction: () => router.go({ name: 'install' }) };
  return storage ? { label: words.settings.storageAsk, onAction: () => storage.ask().then(changed) } : undefined;
}

function problem(code: string, { router }: App, here: Here) {
  return (
    <Problem
      words={describeError(code, { here })}
      action={{ label: words.accounts.title, onAction: () => router.go({ name: 'accounts' }) }}
    />
  );
}
