'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';

import { leaveWithDrafts } from '../forms/unsaved';
import { Button } from '../ui/button';

type ProviderButtonProps = {
  name: string;
  /** Where to come back to; without it, here. */
  target?: string;
  /** The provider asks who it is, also where it still knows. */
  askAgain?: boolean;
};

/** Off to the company's own sign-in and back; what is typed in a form is kept as its draft. */
export function ProviderButton({ name, target, askAgain }: ProviderButtonProps) {
  const [pending, setPending] = useState(false);
  return (
    <Button
      variant="primary"
      className="w-full"
      pending={pending}
      onClick={() => {
        setPending(true);
        leaveWithDrafts();
        void signIn(
          'oidc',
          { callbackUrl: target ?? window.location.href },
          askAgain ? { prompt: 'login' } : {},
        );
      }}
    >
      Continue with {name}
    </Button>
  );
}
