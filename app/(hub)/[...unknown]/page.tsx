import { notFound } from 'next/navigation';
import { requireContext } from '@/app/_server/require-context';

/** What no other page answers: said within the shell, with the menu at hand. */
export default async function UnknownPage() {
  await requireContext();
  notFound();
}
