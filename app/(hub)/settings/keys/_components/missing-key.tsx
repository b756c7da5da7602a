import { Notice } from '@/components/ui/notice';
import { sealedKinds, type KeyUse, type KeyView } from '@/lib/keys/schemas';

/** Whose secrets wait for a key, and what helps where it is lost. Everything else works. */
export function MissingKey({ of: { id, uses } }: { of: KeyView }) {
  return (
    <Notice tone="bad" title={`Key ${id} is missing from ENCRYPTION_KEYS.`}>
      Put it back behind the first one, and start web and worker again. Until then these can’t be read;
      everything else works. Where it is lost for good:
      <ul className="mt-2 grid gap-1">
        {uses.map((use) => (
          <li key={use.kind}>
            {sealedKinds[use.kind].label}: {whose(use)}. {sealedKinds[use.kind].lost}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function whose({ count, names }: KeyUse): string {
  if (names.length === 0) return String(count);
  return count > names.length && names.length === 20 ? `${names.join(', ')} and others` : names.join(', ');
}
