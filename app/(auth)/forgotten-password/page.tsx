import type { Metadata } from 'next';
import { systemActor } from '@/lib/context';
import { createContext } from '@/lib/context/process-context';
import { mailServerView } from '@/lib/mail';
import { ForgottenPasswordForm } from './_components/forgotten-password-form';
import { LoneCard } from '../_components/lone-card';

export const metadata: Metadata = { title: 'Forgot your password?' };

export default function ForgottenPasswordPage() {
  return (
    <LoneCard title="Forgot your password?">
      {mailServerView(createContext(systemActor)).ready ? (
        <ForgottenPasswordForm />
      ) : (
        <p>No mail goes out of this installation. Ask an admin for a link to choose a new one.</p>
      )}
    </LoneCard>
  );
}
