import { Notice } from '@/components/ui/notice';
import type { AccountAfter } from '@/lib/export/schemas';
import { formatNumber, plural } from '@/lib/format';

/** What is known of an account's room for contacts. */
export const accountWords = ({ known, newcomers }: AccountAfter, locale: string): string =>
  `The account holds ${plural(known, 'contact', 'contacts', locale)} as far as we know, and ${formatNumber(newcomers, locale)} would be new to it; how many its plan allows, Dotdigital doesn’t tell.`;

export const AccountFull = () => (
  <Notice tone="bad" title="The account is full.">
    Dotdigital refused an import of it lately, because it holds as many contacts as its plan allows. Raise the
    allowance there first.
  </Notice>
);
