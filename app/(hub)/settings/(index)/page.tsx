import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { LinkButton } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { getAlertAddress } from '@/lib/alerts';
import { mailServerView } from '@/lib/mail';
import { getMoneySettings, getStatsSettings, listCustomFields } from '@/lib/crm';
import { plural } from '@/lib/format';
import { dayIn } from '@/lib/time-zone';
import { AlertAddressCard } from '../_components/alert-address-card';
import { BaseCurrencyForm } from '../_components/base-currency-form';
import { RatesCard } from '../_components/rates-card';
import { ComputedFields } from '../_components/computed-fields';
import { CustomFieldsTable } from '../_components/custom-fields-table';
import { MailCard } from '../_components/mail-card';
import { StatsForm } from '../_components/stats-form';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  const ctx = await requireContext('crm.fields');
  const [fields, stats, money, alertAddress] = await Promise.all([
    listCustomFields(ctx),
    getStatsSettings(ctx),
    getMoneySettings(ctx),
    getAlertAddress(ctx),
  ]);
  const live = fields.filter((field) => !field.archivedAt).length;
  return (
    <>
      <PageHeader
        title="Settings"
        trail={[{ label: 'Settings' }]}
        lede={
          live === 0
            ? 'Records have the fields that Dotbridge brings; none of your own yet.'
            : `Records have ${plural(live, 'field')} of your own beside those that Dotbridge brings.`
        }
        actions={
          <LinkButton variant="primary" href="/settings/custom-fields/new" hotkey="c">
            Create Custom Field
          </LinkButton>
        }
      />
      <div className="grid grid-cols-1 gap-4">
        <CustomFieldsTable rows={fields} />
        <BaseCurrencyForm baseCurrency={money.baseCurrency} />
        {money.baseCurrency !== null && (
          <RatesCard
            key={money.baseCurrency}
            baseCurrency={money.baseCurrency}
            rates={money.rates}
            today={dayIn(stats.zone, ctx.now())}
          />
        )}
        <StatsForm cartAbandonedMinutes={stats.cartAbandonedMinutes} />
        <ComputedFields zone={stats.zone} />
        <MailCard server={mailServerView(ctx)} />
        <AlertAddressCard address={alertAddress} />
      </div>
    </>
  );
}
