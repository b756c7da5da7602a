import { Card, CardHeader } from '@/components/ui/card';
import { Money, Num } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import type { RecordField, RecordPageView } from '@/lib/crm/schemas';
import { Amounts } from '../sum-value';

/** Fields that Dotbridge counts from orders, carts and campaigns, each with what it means. */
export function RecordComputed({ fields, computed }: Pick<RecordPageView, 'fields' | 'computed'>) {
  const counted = fields.filter((field) => field.source === 'stats');
  const groups = [...new Set(counted.map((field) => field.group))];
  return (
    <Card>
      <CardHeader title="Computed fields" right="counted by Dotbridge" />
      {groups.map((group) => (
        <section key={group} aria-label={group} className="px-4 pt-2 pb-3">
          <h3 className="pb-0.5 text-sm font-medium text-ink-3">{group}</h3>
          <dl className="grid gap-x-8 sm:grid-cols-2 lg:grid-cols-1">
            {counted
              .filter((field) => field.group === group)
              .map((field) => (
                <div
                  key={field.name}
                  className="grid grid-cols-[minmax(0,1fr)_auto] content-start gap-x-4 border-b border-line py-2 lg:last:border-0 lg:last:pb-0"
                >
                  <dt className="font-medium">{field.label}</dt>
                  <dd className="figures text-right">
                    <ComputedValue field={field} computed={computed} />
                  </dd>
                  <dd className="col-span-2 text-sm text-ink-3">{field.definition}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </Card>
  );
}

function ComputedValue({ field, computed }: { field: RecordField; computed: RecordPageView['computed'] }) {
  const value = computed[field.name] ?? null;
  if (value === null) return <span className="text-ink-3">–</span>;
  if (field.type === 'datetime') return <Time at={value} />;
  if (field.name === 'lifetimeValueLeftOut') return <Amounts text={value} />;
  if (field.type !== 'number') return value;
  const currency = field.currencyField && computed[field.currencyField];
  return currency ? <Money amount={Number(value)} currency={currency} /> : <Num value={Number(value)} />;
}
