import { Icon, type IconName } from './Icon.tsx';

export interface ToastProps {
  /** The sentence; null while there is none. The toast stays mounted, so that its words are announced. */
  readonly message: string | null;
  readonly icon?: IconName;
}

/** A short confirmation that needs no answer ("The test arrived."). When it goes is up to the shell. */
export function Toast({ message, icon = 'check' }: ToastProps) {
  return (
    <div class="nod-toast" role="status">
      {message !== null && (
        <p class="nod-toast__pill">
          <Icon name={icon} size={20} />
          <span>{message}</span>
        </p>
      )}
    </div>
  );
}
