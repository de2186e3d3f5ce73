import { useState } from 'preact/hooks';
import { placeOf } from '../../authenticator/account-place.ts';
import { hasCodes, type Warning } from '../../authenticator/health.ts';
import { lockReason } from '../../authenticator/lock-reason.ts';
import { newsOf } from '../../authenticator/news.ts';
import { shownText } from '../../languages/names.ts';
import { Given } from '../Given.tsx';
import type { TodoProps } from '../Todo.tsx';
import { describeError } from '../words/describe-error.ts';
import { type Here, useHere } from '../words/here.ts';
import { recoveryWords } from '../words/recovery-words.ts';
import { sentenceWords } from '../words/sentence-words.ts';
import { words } from '../words/words.ts';
import { type App, useApp, useAppState } from './app-context.ts';
import type { AppState } from './store.ts';

/**
 * What there is to do on this device, worst first, each thing once. That a server is away is no thing to do: the quiet
 * screen's first line says so. Nor are notifications: they have a row of their own below.
 */
export function useThingsToDo(): readonly TodoProps[] {
  const app = useApp();
  const state = useAppState();
  const here = useHere();
  const [later, setLater] = useState(false);
  const things = [...newsToRead(app, state), ...thingsToDo(app, state, here)];
  return state.update === 'none' || later ? things : [updating(app, state, () => setLater(true)), ...things];
}

/** The part that follows from the warnings (health.ts), in their order. */
export function thingsToDo(app: App, state: AppState, here: Here): readonly TodoProps[] {
  return state.warnings.flatMap((warning) => MADE[warning.code]?.(warning, app, state, here) ?? []);
}

/** What happened since a person last looked: one calm line for each account, whatever there is. */
export function newsToRead(
  { router }: Pick<App, 'router'>,
  { accounts }: Pick<AppState, 'accounts'>,
): readonly TodoProps[] {
  return accounts.flatMap((account) => {
    const count = newsOf(account).length;
    if (count === 0) return [];
    const { deviceId } = account;
    const { news, newsNext, look } = words.happened;
    const title = named(news(count), { deviceId }, { accounts });
    const actions = [{ label: look, onAction: () => router.go({ name: 'happened', deviceId }) }];
    return [{ icon: 'shield', tone: 'amber', title, children: newsNext, actions } as const];
  });
}

type Make = (warning: Warning, app: App, state: AppState, here: Here) => TodoProps | undefined;

const MADE: Readonly<Partial<Record<Warning['code'], Make>>> = {
  device_revoked: problem('device_revoked'),
  device_suspended: problem('device_suspended', ({ router }, deviceId) => ({
    label: words.accounts.seeWhy,
    onAction: () => router.go({ name: 'paused', deviceId }),
  })),
  device_pending: problem('device_pending'),
  device_kept_out: problem('device_kept_out'),
  device_unvouched: (warning, { router }, state, here) => {
    const account = accountOf(warning, state);
    const thing = said('device_unvouched', 'amber', { here });
    return (
      account && {
        ...thing,
        title: named(thing.title, warning, state),
        actions: [
          {
            label: words.accounts.showDigits,
            onAction: () => router.go({ name: 'letin', deviceId: account.deviceId }),
          },
        ],
      }
    );
  },
  user_locked: (warning, app, state, here) => {
    const account = accountOf(warning, state);
    const reason = (account && lockReason(account)) ?? '';
    return problem('user_locked', toAccounts, { reason })(warning, app, state, here);
  },
  device_unknown: problem('device_unknown'),
  key_missing: problem('key_missing'),
  update_needed: (_warning, _app, _state, here) => said('update_needed', 'rust', { here }),
  clock_off: (warning, _app, { warnings }, here) => {
    // One clock, however many servers notice.
    if (warning.code !== 'clock_off' || warnings.find(({ code }) => code === 'clock_off') !== warning) return undefined;
    return said('clock_off', 'amber', { here, clockOffsetMs: warning.clockOffsetMs });
  },
  storage_not_persisted: (_warning, app, _state, here) => ({
    icon: 'warning',
    tone: 'amber',
    title: words.storage.title,
    children: [words.storage.body(here), app.install?.installed === false ? ` ${words.storage.install(here)}` : ''],
    actions: storageActions(app),
  }),
  codes_few: (warning, { router }, state) => {
    const account = accountOf(warning, state);
    return (
      account && {
        icon: 'shield',
        tone: 'amber',
        title: named(recoveryWords.fewLeft(account.recoveryCodesLeft ?? 0), warning, state),
        children: recoveryWords.fewNext,
        actions: [
          {
            label: recoveryWords.makeNew,
            onAction: () => router.go({ name: 'codes', deviceId: account.deviceId }),
          },
        ],
      }
    );
  },
  only_device: (warning, _app, state, here) => {
    const account = accountOf(warning, state);
    return (
      account && {
        icon: 'info',
        tone: 'quiet',
        title: named(words.accounts.onlyDevice(here), warning, state),
        children: (hasCodes(account) ? recoveryWords : words.accounts).onlyDeviceNext(
          shownText(new URL(account.issuer).host),
        ),
      }
    );
  },
};

function problem(
  code: string,
  action: (app: App, deviceId: string) => TodoAction = toAccounts,
  params: Parameters<typeof describeError>[1] = {},
): Make {
  return (warning, app, state, here) => {
    const thing = said(code, 'rust', { here, ...params });
    const deviceId = 'deviceId' in warning ? warning.deviceId : '';
    return {
      ...thing,
      title: named(thing.title, warning, state),
      actions: [action(app, deviceId)],
    };
  };
}

type TodoAction = NonNullable<TodoProps['actions']>[number];

function toAccounts({ router }: App): TodoAction {
  return { label: words.accounts.title, onAction: () => router.go({ name: 'accounts' }) };
}

function said(code: string, tone: TodoProps['tone'], params: Parameters<typeof describeError>[1]) {
  const { title, body, nextStep } = describeError(code, params);
  return { icon: 'warning', tone, title, children: sentenceWords.together(body, nextStep) } as const;
}

/** With several accounts the title says which one it is about. */
function named(title: string, about: About, state: Pick<AppState, 'accounts'>): TodoProps['title'] {
  const account = accountOf(about, state);
  if (!account || state.accounts.length < 2) return title;
  return (
    <>
      {title}: <Given>{words.confirm.ofAccount(account.user.username, placeOf(account))}</Given>
    </>
  );
}

type About = Warning | { readonly deviceId: string };

function accountOf(about: About, { accounts }: Pick<AppState, 'accounts'>) {
  return 'deviceId' in about ? accounts.find(({ deviceId }) => deviceId === about.deviceId) : undefined;
}

/** Chromium decides by itself to keep the data of installed apps; where Nod can't be installed, the browser is asked. */
function storageActions({ platform, install, storage, router, changed }: App): TodoProps['actions'] {
  const canInstall = install && !install.installed && (platform.here === 'phone' || install.available());
  if (canInstall) return [{ label: words.settings.installShow, onAction: () => router.go({ name: 'install' }) }];
  return storage ? [{ label: words.settings.storageAsk, onAction: () => storage.ask().then(changed) }] : [];
}

function updating(app: App, { update }: AppState, onLater: () => void): TodoProps {
  const busy = update === 'updating';
  return {
    icon: 'refresh',
    tone: 'leaf',
    title: words.update.title,
    children: words.update.body,
    actions: [
      { label: words.update.now, onAction: app.applyUpdate, busy: busy ? words.update.busy : undefined },
      ...(busy ? [] : [{ label: words.update.later, onAction: onLater, quiet: true }]),
    ],
  };
}
