'use client';

import { Download } from 'lucide-react';
import { Button } from '@/components/ui/button';

/** The browser's own print, which makes a PDF too; what is on paper is said by `print:` classes. */
export function PrintButton() {
  return (
    <Button onClick={() => window.print()}>
      <Download aria-hidden /> Report
    </Button>
  );
}
