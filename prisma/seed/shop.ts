import type { FlowContext } from '@/lib/context';
import { upsertCarts, upsertOrders } from '@/lib/crm';

/** What a shop tells of its customers: an order or an open cart of 40 EUR unless the test says otherwise. `at`: when, unless it says. */
export function shopOf(ctx: FlowContext, source: string, at: () => string) {
  const purchase = (person: { id: bigint }, externalId: string) => ({
    externalId: `${source} ${externalId}`,
    customer: { id: String(person.id) },
    currency: 'EUR',
    total: 40,
  });
  return {
    cart: (person: { id: bigint }, externalId: string, given: object = {}) =>
      upsertCarts(ctx, [{ ...purchase(person, externalId), touchedAt: at(), ...given }]),
    order: (person: { id: bigint }, externalId: string, given: object = {}) =>
      upsertOrders(ctx, [{ ...purchase(person, externalId), placedAt: at(), ...given }]),
  };
}
