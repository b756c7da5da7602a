'use client';

import { useContext } from 'react';
import { KnownPlaces } from '@/components/shell/known-places';
import { LinkButton } from '@/components/ui/button';
import { DropdownMenuLink } from '@/components/ui/dropdown-menu';
import { auditHref } from '@/lib/audit/schemas';

type Thing = { subject: string; id: string };

const useAuditHref = ({ subject, id }: Thing): string | null =>
  useContext(KnownPlaces).some(({ href }) => href === '/audit-log') ? auditHref(subject, id) : null;

/** To the lines of a thing, for those whose menu has the Audit Log. */
export function AuditLink(thing: Thing) {
  const href = useAuditHref(thing);
  return href === null ? null : (
    <LinkButton variant="quiet" href={href}>
      Audit Log
    </LinkButton>
  );
}

/** The same in a menu. */
export function AuditItem(thing: Thing) {
  const href = useAuditHref(thing);
  return href === null ? null : <DropdownMenuLink href={href}>Audit Log</DropdownMenuLink>;
}
