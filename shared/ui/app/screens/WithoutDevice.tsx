import { useEffect, useState } from 'preact/hooks';
import type { InboxItem } from '../../../authenticator/inbox-item.ts';
import { shownText } from '../../../languages/names.ts';
import { Button } from '../../Button.tsx';
import { Outcome, type OutcomeProps } from '../../Outcome.tsx';
import { useApp } from '../app-context.ts';
import { approvedByWay } from '../approved-by-way.ts';

export interface WithoutDeviceProps extends Omit<OutcomeProps, 'instead' | 'onDevices'> {
  readonly item: InboxItem;
}

/** A request that was approved by something typed at the login page. What that was, only the history says. */
export function WithoutDevice({ item, ...props }: WithoutDeviceProps) {
  const { actions, router } = useApp();
  const [way, setWay] = useState<string | null>(null);
  const { deviceId, challengeId } = item;
  useEffect(() => {
    const find = async () => {
      const { items } = await actions.pullHistory({ deviceId });
      setWay(items.find((one) => one.challengeId === challengeId)?.fallback ?? null);
    };
    // Without it, what is said is vaguer, and as true.
    find().catch(() => undefined);
  }, [actions, deviceId, challengeId]);

  const { leadsTo, label, ...instead } = approvedByWay(way, shownText(props.applicationName));
  return (
    <Outcome
      {...props}
      instead={instead}
      onDevices={undefined}
      more={
        <Button look="quiet" wide onClick={() => router.go({ name: leadsTo, deviceId })}>
          {label}
        </Button>
      }
    />
  );
}
