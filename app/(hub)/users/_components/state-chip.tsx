import { Chip } from '@/components/ui/chip';
import type { UserState } from '@/lib/users/schemas';

const tones: Record<UserState, 'good' | 'warn' | 'neutral'> = {
  active: 'good',
  invited: 'warn',
  deactivated: 'neutral',
};

/** The word of a state is its name. */
export function StateChip({ state }: { state: UserState }) {
  return <Chip tone={tones[state]}>{state}</Chip>;
}
