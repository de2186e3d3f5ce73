import { shownText } from '../languages/names.ts';
import { AskedButton } from './AskedButton.tsx';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';
import { Given, initialOf } from './Given.tsx';
import { Icon, type IconName } from './Icon.tsx';
import { useHere } from './words/here.ts';
import { recoveryWords } from './words/recovery-words.ts';
import { words } from './words/words.ts';

/** One account on one server that this device answers for. */
export interface AccountView {
  readonly id: string;
  readonly username: string;
  /** May equal the username; then it is shown once. */
  readonly displayName: string;
  readonly serverName: string;
  /** Where a second device would be paired. */
  readonly serverHost: string;
  /** What this device is called there. */
  readonly deviceName: string;
  readonly state: 'active' | 'unvouched' | 'suspended' | 'revoked' | 'kept_out';
  /** Of a suspended one: it was wrong codes, after which it is paired anew. */
  readonly wrongCodes?: boolean;
  readonly delivery: 'push' | 'pull' | 'failing';
  /** Its server refuses this device at the moment: the account is locked, or gone. */
  readonly refused?: { readonly title: string; readonly body: string };
  /** No second device is paired. */
  readonly onlyDevice: boolean;
  /** Recovery codes are left, which let a new one in. */
  readonly hasCodes?: boolean;
}

export interface AccountListProps {
  readonly accounts: readonly AccountView[];
  /** Leads to the account's own screen. */
  readonly onOpen: (id: string) => void;
  /** Says why this device is suspended on that account. */
  readonly onPaused: (id: string) => void;
  /** Shows the digits of one that waits to be let in. */
  readonly onLetIn: (id: string) => void;
  readonly onRemove: (id: string) => void;
  readonly onAdd: () => void;
  readonly removingId?: string | null;
  /** Accounts without notifications are asked by the app itself, also with no page open. */
  readonly pullsInBackground?: boolean;
}

/** Every account this device answers for, whichever server it lives on. */
export function AccountList(props: AccountListProps) {
  const { accounts, onOpen, onPaused, onLetIn, onRemove, onAdd, removingId = null, pullsInBackground = false } = props;
  const here = useHere();
  return (
    <>
      {accounts.length === 0 && (
        <div class="nod-heading">
          <p>{words.accounts.empty}</p>
          <p class="nod-lead">{words.accounts.emptyNext(here)}</p>
        </div>
      )}
      {accounts.length > 0 && (
        <ul class="nod-accounts">
          {accounts.map((account) => (
            <li key={account.id}>
              <AccountCard
                account={account}
                pullsInBackground={pullsInBackground}
                removing={account.id === removingId}
                onOpen={() => onOpen(account.id)}
                onPaused={() => onPaused(account.id)}
                onLetIn={() => onLetIn(account.id)}
                onRemove={() => onRemove(account.id)}
              />
            </li>
          ))}
        </ul>
      )}
      <Button look={accounts.length === 0 ? 'leaf' : 'plain'} wide icon="add" onClick={onAdd}>
        {accounts.length === 0 ? words.pairing.startTitle(here) : words.accounts.add}
      </Button>
    </>
  );
}

export interface AccountCardProps {
  readonly account: AccountView;
  readonly onOpen: () => void;
  readonly onPaused: () => void;
  readonly onLetIn: () => void;
  readonly onRemove: () => void;
  readonly removing?: boolean;
  readonly pullsInBackground?: boolean;
}

export function AccountCard(props: AccountCardProps) {
  const { account, onOpen, onPaused, onLetIn, onRemove, removing = false, pullsInBackground = false } = props;
  const here = useHere();
  const rounds = account.delivery === 'pull' && pullsInBackground;
  const delivery = deliveryLooks()[rounds ? 'rounds' : account.delivery];
  const name = shownText(account.displayName || account.username);
  const server = shownText(account.serverName);
  return (
    <article class="nod-card nod-account">
      <div class="nod-account__head">
        <span class="nod-account__initial" aria-hidden="true">
          {initialOf(account.displayName || account.username)}
        </span>
        <div class="nod-row__text">
          <h2 class="nod-account__name">
            <Given>{name}</Given>
          </h2>
          <p class="nod-row__note">
            {name !== shownText(account.username) && (
              <>
                <Given>{account.username}</Given>
                {'\u00a0· '}
              </>
            )}
            <Given>{account.serverName}</Given>
          </p>
        </div>
      </div>
      <ul class="nod-account__facts">
        <li>
          <Icon name={here} size={20} />
          <Given>{account.deviceName}</Given>
        </li>
        {account.state === 'active' && !account.refused && (
          <li class={`nod-account__delivery--${delivery.tone}`}>
            <Icon name={delivery.icon} size={20} />
            <span>{delivery.words}</span>
          </li>
        )}
      </ul>
      {account.state === 'suspended' && (
        <Banner tone="amber">{account.wrongCodes ? words.accounts.wrongCodes : words.accounts.suspended(here)}</Banner>
      )}
      {account.refused && (
        <Banner tone="danger" title={account.refused.title}>
          {account.refused.body}
        </Banner>
      )}
      {account.state === 'unvouched' && (
        <Banner tone="amber" action={{ label: words.accounts.showDigits, onAction: onLetIn }}>
          {words.accounts.unvouched}
        </Banner>
      )}
      {account.state === 'kept_out' && <Banner tone="danger">{words.accounts.keptOut(here)}</Banner>}
      {account.state === 'revoked' && <Banner tone="danger">{words.accounts.revoked(here)}</Banner>}
      {account.state === 'active' && account.onlyDevice && (
        <Banner tone="info" title={words.accounts.onlyDevice(here)}>
          {(account.hasCodes ? recoveryWords : words.accounts).onlyDeviceNext(shownText(account.serverHost))}
        </Banner>
      )}
      <div class="nod-account__buttons">
        {account.state === 'suspended' && (
          <Button onClick={onPaused} name={`${words.accounts.seeWhy}: ${name}, ${server}`}>
            {words.accounts.seeWhy}
          </Button>
        )}
        {account.state !== 'kept_out' && (
          <Button onClick={onOpen} name={`${words.accounts.open}: ${name}, ${server}`}>
            {words.accounts.open}
          </Button>
        )}
        <AskedButton
          look="quiet"
          asks={{
            title: words.accounts.removeTitle(here),
            body: words.accounts.removeBody(name, server),
            confirm: words.accounts.removeConfirm,
            danger: true,
          }}
          onYes={onRemove}
          busy={removing ? words.accounts.removing : undefined}
          name={`${words.accounts.remove}: ${name}, ${server}`}
        >
          {words.accounts.remove}
        </AskedButton>
      </div>
    </article>
  );
}

interface DeliveryLook {
  readonly icon: IconName;
  readonly words: string;
  readonly tone: string;
}

const deliveryLooks = (): Readonly<Record<AccountView['delivery'] | 'rounds', DeliveryLook>> => ({
  rounds: { icon: 'clock', words: words.rounds.account, tone: 'quiet' },
  push: { icon: 'bell', words: words.accounts.push, tone: 'quiet' },
  pull: { icon: 'bellOff', words: words.accounts.pull, tone: 'quiet' },
  failing: { icon: 'warning', words: words.accounts.attention, tone: 'rust' },
});
