'use client';

import { usePathname, useRouter } from 'next/navigation';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Select } from '@/components/ui/select';

type CompareProps = { versions: number[]; from: number; to: number; changes: string[] };

/** Two versions side by side, in words; which ones stands in the address. */
export function CompareVersions({ versions, from, to, changes }: CompareProps) {
  const router = useRouter();
  const pathname = usePathname();
  const ask = (pair: { from: number; to: number }): void =>
    router.replace(`${pathname}?from=${pair.from}&to=${pair.to}`, { scroll: false });
  const options = versions.map((version) => ({ value: String(version), label: `Version ${version}` }));
  return (
    <Card aria-label="Compare">
      <CardHeader title="Compare" />
      <CardBody className="grid gap-3">
        <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-2">
          <Select
            aria-label="From version"
            value={String(from)}
            options={options}
            onChange={(event) => ask({ from: Number(event.target.value), to })}
          />
          <span aria-hidden className="text-ink-3">
            →
          </span>
          <Select
            aria-label="To version"
            value={String(to)}
            options={options}
            onChange={(event) => ask({ from, to: Number(event.target.value) })}
          />
        </div>
        {changes.length === 0 ? (
          <p className="text-ink-2">Nothing differs.</p>
        ) : (
          <ul aria-label="Differences" className="list-disc pl-5">
            {changes.map((change) => (
              <li key={change} className="break-words">
                {change}
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
