import { textFields } from '@/lib/crm/schemas';
import type { TriggerKind } from '@/lib/automations/schemas';

const ofEvent: Partial<Record<TriggerKind, readonly [string, string][]>> = {
  cart: [
    ['event.total', 'Total of the cart'],
    ['event.currency', 'Currency of the cart'],
    ['event.url', 'Address of the cart'],
  ],
  order: [
    ['event.number', 'Number of the order'],
    ['event.total', 'Total of the order'],
    ['event.currency', 'Currency of the order'],
  ],
  event: [['event.plan.name', 'A key of the payload, here name in plan']],
};

const ofRecord = textFields.map(({ name, label }): [string, string] => [name, label]);

/** What may stand between two braces in a message. */
export function NamesToPutIn({ trigger }: { trigger: TriggerKind }) {
  return (
    <details className="min-w-0">
      <summary className="cursor-pointer text-ink-2">
        Values that can be put in, like <code>{'{{firstName}}'}</code>
      </summary>
      <dl className="mt-2 grid gap-x-6 gap-y-1 sm:grid-cols-2">
        {[
          ...(ofEvent[trigger] ?? []),
          ...ofRecord,
          ['custom.size', 'A custom field, here with the key size'],
        ].map(([name, label]) => (
          <div key={name} className="flex min-w-0 flex-wrap gap-x-2">
            <dt>
              <code>{`{{${name}}}`}</code>
            </dt>
            <dd className="text-ink-3">{label}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-ink-3">Where somebody has no such value, nothing stands there.</p>
    </details>
  );
}
