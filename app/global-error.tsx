'use client';

import './globals.css';

import { ErrorState } from '@/components/ui/error-state';

export default function GlobalError({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>Not working · Dotbridge</title>
        <main className="mx-auto grid min-h-dvh max-w-xl place-content-center p-4">
          <ErrorState title="The page could not be made." onRetry={retry} reference={error.digest}>
            Nothing was sent and nothing was changed by this. Try again; if it stays, the log knows the
            reference below.
          </ErrorState>
        </main>
      </body>
    </html>
  );
}
