'use client';

import { useContext } from 'react';
import { KnownPlaces } from '@/components/shell/known-places';
import { DropdownMenuLink } from '@/components/ui/dropdown-menu';

/** To everything that is kept about the person, for those whose menu has Privacy. */
export function PrivacyItem({ recordId }: { recordId: string }) {
  return useContext(KnownPlaces).some(({ href }) => href === '/privacy') ? (
    <DropdownMenuLink href={`/privacy/person?recordId=${recordId}`}>Export or erase…</DropdownMenuLink>
  ) : null;
}
