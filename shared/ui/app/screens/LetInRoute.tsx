import { useCallback, useState } from 'preact/hooks';
import { TestCheck } from '../../TestCheck.tsx';
import { useApp } from '../app-context.ts';
import { LetIn, WhichIsThis } from '../lazy-screens.ts';

const nothing = () => {};

/** A device that was left waiting to be let in, opened again: the end of its pairing. */
export function LetInRoute({ deviceId }: { deviceId: string }) {
  const { router } = useApp();
  const [step, setStep] = useState<'vouching' | 'same' | 'ready'>('vouching');
  const home = useCallback(() => router.go({ name: 'home' }, 'replace'), [router]);
  const letIn = useCallback(() => setStep('same'), []);
  const settled = useCallback(() => setStep('ready'), []);
  if (step === 'vouching') return <LetIn deviceId={deviceId} onLetIn={letIn} onOver={home} onBack={home} />;
  if (step === 'same') return <WhichIsThis deviceId={deviceId} onDone={settled} />;
  return <TestCheck state="ready" onSendAgain={nothing} onDone={home} />;
}
