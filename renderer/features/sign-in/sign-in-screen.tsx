import { useState, type ReactNode } from 'react';
import type { DeviceStatus, KnownOfficer, Session } from '../../platform/facts.ts';
import { usePreferences } from '../../platform/preferences-context.tsx';
import { PasswordForm } from './password-form.tsx';
import { RecoverForm } from './recover-form.tsx';
import './sign-in.css';

interface SignInScreenProps {
  readonly status: DeviceStatus;
  readonly onSession: (session: Session) => void;
}

// password ─ forgotten, or the computer's key store lost its half ─► recovery key + new password ─► signed in
type Mode =
  { readonly kind: 'password' } | { readonly kind: 'recover'; readonly why: 'forgotten' | 'keystore-lost' };

/** Who works here now? Works without any network. */
export function SignInScreen({ status, onSession }: SignInScreenProps): ReactNode {
  const { settings } = usePreferences();
  const officers = status.officers.filter((officer) => officer.active);
  const [chosenId, setChosenId] = useState(settings.lastOfficerId);
  const [mode, setMode] = useState<Mode>({ kind: 'password' });
  const officer =
    officers.find((one) => one.officerId === chosenId) ??
    (officers.length === 1 ? officers[0] : undefined) ??
    null;
  const choose = (chosen: KnownOfficer): void => {
    setChosenId(chosen.officerId);
    setMode({ kind: 'password' });
  };
  if (mode.kind === 'recover' && officer)
    return (
      <RecoverForm
        key={officer.officerId}
        officer={officer}
        why={mode.why}
        onBack={() => setMode({ kind: 'password' })}
        onSession={onSession}
      />
    );
  return (
    <PasswordForm
      status={status}
      officers={officers}
      officer={officer}
      onChoose={choose}
      onSession={onSession}
      onRecover={(why) => setMode({ kind: 'recover', why })}
    />
  );
}
