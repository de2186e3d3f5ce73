import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../app-context.ts';

/** Whether there is a camera to scan with; false until that is known. */
export function useCamera(): boolean {
  const { scanning } = useApp();
  const [camera, setCamera] = useState(false);
  useEffect(() => {
    let current = true;
    scanning?.hasCamera().then((found) => {
      if (current) setCamera(found);
    });
    return () => {
      current = false;
    };
  }, [scanning]);
  return camera;
}
