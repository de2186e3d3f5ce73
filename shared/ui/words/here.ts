import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** What the person holds. Only the words differ by it. */
export type Here = 'phone' | 'computer';

/** Where Nod runs: where its settings are depends on it. */
export type RunsIn = 'app' | 'tab' | 'extension';

/** Whether the words say "this phone" or "this computer". A shell provides it once, around everything. */
export const HereContext = createContext<Here>('phone');

export function useHere(): Here {
  return useContext(HereContext);
}
