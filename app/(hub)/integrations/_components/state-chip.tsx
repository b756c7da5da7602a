import { Chip, type Tone } from '@/components/ui/chip';
import { integrationStateWords, type IntegrationState } from '@/lib/integrations/schemas';

const tones: Record<IntegrationState, Tone> = {
  ok: 'good',
  starting: 'info',
  failing: 'bad',
  inactive: 'neutral',
};

export function StateChip({ state }: { state: IntegrationState }) {
  return <Chip tone={tones[state]}>{integrationStateWords[state]}</Chip>;
}
