import { Card, CardHeader } from '@/components/ui/card';
import { Chip, type Tone } from '@/components/ui/chip';
import { plural } from '@/lib/format';
import { sealedKinds, type KeyView } from '@/lib/keys/schemas';

const places: Record<KeyView['place'], { label: string; tone: Tone }> = {
  first: { label: 'Encrypts', tone: 'good' },
  other: { label: 'Opens', tone: 'neutral' },
  missing: { label: 'Missing', tone: 'bad' },
};

export function KeysCard({ keys }: { keys: KeyView[] }) {
  return (
    <Card aria-label="Keys">
      <CardHeader title="Keys" />
      <ul className="mt-2">
        {keys.map(({ id, place, secretCount, uses }) => (
          <li key={id} className="grid gap-x-4 gap-y-1 border-t px-4 py-3 sm:grid-cols-[110px_1fr_auto]">
            <span>
              <Chip tone={places[place].tone}>{places[place].label}</Chip>
            </span>
            <div className="min-w-0">
              <h3 className="font-mono text-sm break-words">{id}</h3>
              <p className="text-sm text-ink-2">
                {uses.length === 0
                  ? 'Nothing stands under it.'
                  : uses.map(({ kind, count }) => `${sealedKinds[kind].label}: ${count}`).join(' · ')}
              </p>
            </div>
            <span className="figures">{plural(secretCount, 'secret')}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
