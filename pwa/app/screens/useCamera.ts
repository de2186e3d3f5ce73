import { useEffect, useState } from 'preact/hooks';
import { hasCamera } from '../camera.ts';

/** Whether there is a camera to scan with; false until that is known. */
export function useCamera(): boolean {
  const [camera, setCamera] = useState(false);
  useEffect(() => {
    let current = true;
    hasCamera().then((found) => {
      if (current) setCamera(found);
    });
    return () => {
      current = false;
    };
  }, []);
  return camera;
}
