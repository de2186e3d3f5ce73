import { useEffect, useState } from 'preact/hooks';
import { errorCode } from '../../../shared/authenticator/errors.ts';
import type { Registration } from '../../../shared/protocol/registration-api.ts';
import { useApp, useAppState } from '../../../shared/ui/app/app-context.ts';
import { trustWordsFor } from '../../../shared/ui/app/trust-words-for.ts';
import { Button } from '../../../shared/ui/Button.tsx';
import { InstallGuide } from '../../../shared/ui/InstallGuide.tsx';
import { RegisterForm } from '../../../shared/ui/RegisterForm.tsx';
import { Heading, Screen } from '../../../shared/ui/Screen.tsx';
import { TopBar } from '../../../shared/ui/TopBar.tsx';
import type { ErrorWords } from '../../../shared/ui/words/error-words.ts';
import { useHere } from '../../../shared/ui/words/here.ts';
import { registrationWords } from '../../../shared/ui/words/registration-words.ts';
import { sentenceWords } from '../../../shared/ui/words/sentence-words.ts';
import { usePwaApp } from '../pwa-app.ts';

/** An application's own pairing link: user name and the text that its site shows bring a ticket, and pairing goes on with that. */
export function Register({ applicationId }: { applicationId: string }) {
  const { actions } = useApp();
  const { origin, router, platform } = usePwaApp();
  const { accounts } = useAppState();
  const here = useHere();
  const [application, setApplication] = useState<Registration | null>(null);
  const [problem, setProblem] = useState<ErrorWords | undefined>();
  const [busy, setBusy] = useState(false);
  const [looks, setLooks] = useState(0);

  useEffect(() => {
    let current = true;
    // Asked again on a press.
    void looks;
    setProblem(undefined);
    actions.registration({ origin, applicationId }).then(
      (found) => current && setApplication(found),
      (error) => current && setProblem(trustWordsFor(error, { here })),
    );
    return () => {
      current = false;
    };
  }, [actions, origin, applicationId, here, looks]);

  const onBack = accounts.length > 0 ? () => router.back({ name: 'home' }) : undefined;
  if (platform.mustInstall) return <InstallGuide platform={platform.guide} onBack={onBack} />;
  if (application === null) {
    // For a moment there is nothing to say.
    if (problem === undefined) return null;
    return (
      <Screen bar={<TopBar onBack={onBack} />}>
        <Heading lead={sentenceWords.together(problem.body, problem.nextStep)}>{problem.title}</Heading>
        <Button look="leaf" wide onClick={() => router.go({ name: 'pair', token: null }, 'replace')}>
          {registrationWords.toPairing}
        </Button>
        <Button look="quiet" wide onClick={() => setLooks(looks + 1)}>
          {registrationWords.again}
        </Button>
      </Screen>
    );
  }
  const register = async (request: { username: string; text: string }) => {
    setBusy(true);
    setProblem(undefined);
    try {
      // Where the browser keeps no keys, the text would be spent for nothing.
      await actions.tryKeys();
      const { token } = await actions.register({ origin, applicationId, request });
      router.go({ name: 'pair', token }, 'replace');
    } catch (error) {
      const isSecond = errorCode(error) === 'enrollment_refused';
      setProblem(isSecond ? registrationWords.hasDevice : trustWordsFor(error, { here }));
    } finally {
      setBusy(false);
    }
  };
  const [site] = application.origins;
  return (
    <RegisterForm
      application={application.name}
      site={site && new URL(site).host}
      onRegister={register}
      busy={busy}
      onBack={onBack}
      problem={problem}
    />
  );
}
