import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import type { TypeChange } from '@/lib/data-fields/schemas';
import { agree } from '@/lib/format';

/** Data fields of the mapping that have another type at Dotdigital now: since when, what it means, what to do. */
export function TypeChangesNotice({ changes }: { changes: TypeChange[] }) {
  if (changes.length === 0) return null;
  return (
    <Notice
      tone="warn"
      className="mb-4"
      title={agree(changes.length, 'A type changed at Dotdigital.', 'Types changed at Dotdigital.')}
    >
      <ul className="mt-1 grid gap-1">
        {changes.map(({ name, from, to, at, advice }) => (
          <li key={name}>
            <span className="font-mono text-sm">{name}</span> is {to} (seen <Time at={at} />
            ); it was {from}. {advice}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
