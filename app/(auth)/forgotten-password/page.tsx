import type { Metadata } from 'next';
import { Brand } from '@/components/shell/brand';
import { Card } from '@/components/ui/card';
import { systemActor } from '@/lib/context';
import { createContext } from '@/lib/context/process-context';
import { mailServerView } from '@/lib/mail';
import { ForgottenPasswordForm } from './_components/forgotten-password-form';

export const metadata: Metadata = { title: 'Forgot your password?' };

export default function ForgottenPasswordPage() {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="w-full max-w-[380px]">
        <div className="mb-5">
          <Brand />
        </div>
        <Card className="p-5">
          <h1 className="mb-2 text-xl font-semibold tracking-[-0.01em]">Forgot your password?</h1>
          {mailServerView(createContext(systemActor)).ready ? (
            <ForgottenPasswordForm />
          ) : (
            <p>No mail goes out of this installation. Ask an admin for a link to choose a new one.</p>
          )}
        </Card>
      </div>
    </main>
  );
}
