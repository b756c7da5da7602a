import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { requireContext } from '@/app/_server/require-context';
import { FirstFactor } from './_components/first-factor';
import { LoneCard } from '../_components/lone-card';

export const metadata: Metadata = { title: 'Set up a second factor' };

/** Where whoever needs a second factor and has none is led, before anything else works. */
export default async function SecondFactorPage() {
  const { actor } = await requireContext('factor.own');
  if (actor.kind !== 'person' || !actor.lacksSecondFactor) redirect('/account');
  return (
    <LoneCard title="Set up a second factor">
      <FirstFactor person={{ id: actor.userId, name: actor.name, email: actor.email }} role={actor.role} />
    </LoneCard>
  );
}
