import { Chip, type Tone } from '@/components/ui/chip';
import { draftStateLabels, type DraftState } from '@/lib/sending/schemas';

const tones: Record<DraftState, Tone> = {
  draft: 'neutral',
  asked: 'info',
  posting: 'info',
  accepted: 'info',
  sent: 'good',
  cancelled: 'warn',
};

/** What Dotdigital has and is to send later is scheduled. */
export function DraftStateChip({ state, sendAt }: { state: DraftState; sendAt: string | null }) {
  const label =
    state === 'accepted' ? (sendAt === null ? 'being sent' : 'scheduled') : draftStateLabels[state];
  return <Chip tone={tones[state]}>{label}</Chip>;
}
