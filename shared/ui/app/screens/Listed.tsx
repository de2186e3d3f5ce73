import type { ComponentChildren } from 'preact';
import { Problem } from '../../Banner.tsx';
import { Heading, Screen } from '../../Screen.tsx';
import { TopBar } from '../../TopBar.tsx';
import type { ErrorWords } from '../../words/error-words.ts';
import { useApp } from '../app-context.ts';
import type { Route } from '../route.ts';

/** A titled screen with a way back, and what went wrong above its content. `back`: where nothing in the app led here. */
export function Listed(props: {
  title: string;
  lead?: ComponentChildren;
  back?: Route;
  problem?: ErrorWords | undefined;
  children: ComponentChildren;
}) {
  const { router } = useApp();
  const { title, lead, back = { name: 'home' }, problem } = props;
  return (
    <Screen bar={<TopBar onBack={() => router.back(back)} />}>
      <Heading lead={lead}>{title}</Heading>
      <Problem words={problem} />
      {props.children}
    </Screen>
  );
}
