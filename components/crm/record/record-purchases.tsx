'use client';

import { useInfiniteQuery } from '@tanstack/react-query';

import { Card, CardHeader } from '@/components/ui/card';
import { Chip, type Tone } from '@/components/ui/chip';
import { Money, Num, Plural } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import type { PurchasePage, PurchaseView } from '@/lib/crm/schemas';
import { getJson } from '../get-json';
import { OlderLines } from './older-lines';

type RecordPurchasesProps = { recordId: string; kind: 'order' | 'cart'; first: PurchasePage };

const titles = { order: 'Orders', cart: 'Carts' } as const;
const empty = {
  order: 'No orders yet. They come in through the REST API.',
  cart: 'No carts yet. They come in through the REST API.',
} as const;
const tones: Record<string, Tone> = {
  completed: 'good',
  pending: 'info',
  abandoned: 'warn',
  cancelled: 'neutral',
  refunded: 'neutral',
  open: 'info',
  converted: 'good',
  discarded: 'neutral',
};

/** A customer's orders or carts, newest first; each opens to what is in it. */
export function RecordPurchases({ recordId, kind, first }: RecordPurchasesProps) {
  const query = useInfiniteQuery({
    queryKey: ['record-purchases', recordId, kind, first.total, first.items[0]?.id],
    initialData: { pages: [first], pageParams: [null] },
    initialPageParam: null as string | null,
    staleTime: Infinity,
    getNextPageParam: (page) => page.nextBefore,
    queryFn: ({ pageParam, signal }) =>
      getJson<PurchasePage>(
        `/api/records/${recordId}/purchases?kind=${kind}&before=${encodeURIComponent(pageParam ?? '')}`,
        signal,
      ),
  });
  const items = query.data.pages.flatMap((page) => page.items);
  return (
    <Card>
      <CardHeader title={titles[kind]} right={first.total > 0 ? <Num value={first.total} /> : undefined} />
      {items.length === 0 && <p className="px-4 pt-1 pb-4 text-ink-3">{empty[kind]}</p>}
      {items.length > 0 && (
        <ul aria-label={titles[kind]} className="mt-1.5 divide-y divide-line border-t">
          {items.map((item) => (
            <Purchase key={item.id} item={item} />
          ))}
        </ul>
      )}
      <OlderLines query={query} what="ones" />
    </Card>
  );
}

function Purchase({ item }: { item: PurchaseView }) {
  return (
    <li>
      <details className="group">
        <summary className="flex cursor-pointer list-none items-start gap-3 px-4 py-2.5 hover:bg-sunken focus-visible:outline-offset-[-2px] [&::-webkit-details-marker]:hidden">
          <div className="min-w-0 flex-1">
            <span className="block cut font-medium">{item.name}</span>
            <span className="text-sm text-ink-3">
              <Time at={item.at} />, <Plural count={item.items.length} one="item" />
            </span>
          </div>
          <span className="figures">
            <Money amount={item.total} currency={item.currency} />
          </span>
          <span className="w-[104px] text-right">
            <Chip tone={tones[item.status] ?? 'neutral'}>{item.status}</Chip>
          </span>
        </summary>
        {item.items.length === 0 ? (
          <p className="px-4 pb-3 text-ink-3">What was in it was not sent.</p>
        ) : (
          <ul className="grid gap-1 px-4 pb-3">
            {item.items.map((one, n) => (
              <li key={n} className="grid grid-cols-[auto_minmax(0,1fr)_auto] gap-3 text-ink-2">
                <span className="figures">{one.quantity} ×</span>
                <span className="[overflow-wrap:anywhere]">
                  {one.name || one.sku}{' '}
                  {one.name && <span className="font-mono text-sm text-ink-3">{one.sku}</span>}
                </span>
                <span className="figures">
                  <Money amount={one.unitPrice} currency={item.currency} />
                </span>
              </li>
            ))}
          </ul>
        )}
        {item.url && (
          <p className="px-4 pb-3">
            <a href={item.url} target="_blank" rel="noreferrer nofollow" className="prose-link">
              Open the cart
            </a>
          </p>
        )}
      </details>
    </li>
  );
}
