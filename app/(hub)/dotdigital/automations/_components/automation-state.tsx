import { Chip, type Tone } from '@/components/ui/chip';
import { firingStateLabels, type AutomationStateWord, type FiringStateWord } from '@/lib/automations/schemas';

const tones: Record<AutomationStateWord, Tone> = { off: 'neutral', on: 'good', paused: 'warn' };
const labels: Record<AutomationStateWord, string> = { off: 'not switched on', on: 'on', paused: 'paused' };

export const AutomationStateChip = ({ state }: { state: AutomationStateWord }) => (
  <Chip tone={tones[state]}>{labels[state]}</Chip>
);

export const automationStateOptions = Object.entries(labels).map(([value, label]) => ({ value, label }));

const firingTones: Record<FiringStateWord, Tone> = {
  waiting: 'info',
  sending: 'info',
  accepted: 'info',
  done: 'good',
  failed: 'bad',
  unknown: 'warn',
  skipped: 'neutral',
  held_out: 'neutral',
};

export const FiringStateChip = ({ state }: { state: FiringStateWord }) => (
  <Chip tone={firingTones[state]}>{firingStateLabels[state]}</Chip>
);
