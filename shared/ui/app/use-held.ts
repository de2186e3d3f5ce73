import { useEffect, useState } from 'preact/hooks';

/**
 * Counts down while the page is in front, so that what is asked has been on the screen for that long before it is answered.
 * @returns the seconds that are left
 */
export function useHeld(seconds: number): number {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    if (left === 0) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setLeft((before) => Math.max(0, before - 1));
    }, 1_000);
    return () => clearInterval(timer);
  }, [left === 0]);
  return left;
}
