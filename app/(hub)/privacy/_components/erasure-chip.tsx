import { Chip } from '@/components/ui/chip';
import { type ErasureState, erasureStateWords } from '@/lib/privacy/schemas';

export function ErasureChip({ state }: { state: ErasureState }) {
  return <Chip tone={state === 'ended' ? 'good' : 'info'}>{erasureStateWords[state]}</Chip>;
}
