import Link from 'next/link';
import type { ReactNode } from 'react';

/** A number as the door to exactly what it counts; without an address it is only said. */
export function CountLink({ href, children }: { href: string | null | undefined; children: ReactNode }) {
  if (!href) return children;
  return (
    <Link href={href} prefetch={false} className="prose-link">
      {children}
    </Link>
  );
}
