import type { ReactNode } from 'react';
import { Brand } from '@/components/shell/brand';
import { Card } from '@/components/ui/card';

/** The whole page of somebody who isn't signed in: one card with its heading, below the product's name. */
export function LoneCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="w-full max-w-[420px]">
        <div className="mb-5">
          <Brand />
        </div>
        <Card className="p-5">
          <h1 className="mb-2 text-xl font-semibold tracking-[-0.01em]">{title}</h1>
          {children}
        </Card>
      </div>
    </main>
  );
}
