import { Icon } from '../../Icon.tsx';
import { Heading, Screen } from '../../Screen.tsx';
import { Steps } from '../../Steps.tsx';
import { TopBar } from '../../TopBar.tsx';
import { useHere } from '../../words/here.ts';
import { words } from '../../words/words.ts';

/** Between "Allow" and the test: the browser and the server are at work. */
export function SettingUp({ what }: { what: 'subscribing' | 'binding' }) {
  const here = useHere();
  return (
    <Screen bar={<TopBar />}>
      <Steps step={2} />
      <div class="nod-check">
        <div class="nod-outcome__sign nod-outcome__sign--soft">
          <Icon name="bell" size={44} />
        </div>
        <Heading lead={words.settingUp.body(here)}>{words.settingUp.title(here)}</Heading>
        <p class="nod-check__wait">
          <span class="nod-busy" aria-hidden="true" />
          <span>{words.settingUp[what]}</span>
        </p>
      </div>
    </Screen>
  );
}
