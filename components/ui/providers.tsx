'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ComponentProps, useState } from 'react';

import { AskAhead } from './ask-ahead';
import { Toaster } from './toaster';
import { TooltipLayer } from './tooltip-layer';
import { ViewerProvider } from './viewer';

/** All that the kit needs around a page; app/layout.tsx puts it there once. */
export function Providers({ children, ...viewer }: ComponentProps<typeof ViewerProvider>) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { staleTime: 5_000, retry: 1, refetchOnWindowFocus: true } },
      }),
  );
  return (
    <NuqsAdapter>
      <QueryClientProvider client={client}>
        <ViewerProvider {...viewer}>
          {children}
          <Toaster />
          <TooltipLayer />
          <AskAhead />
        </ViewerProvider>
      </QueryClientProvider>
    </NuqsAdapter>
  );
}
