import { Chip, type Tone } from '@/components/ui/chip';
import { PageLink } from '@/components/ui/page-link';
import { Strip } from '@/components/ui/strip';
import { Time } from '@/components/ui/time';
import type { MailHold, MailState } from '@/lib/crm/schemas';

const words: Record<MailState['mailable'], { label: string; tone: Tone }> = {
  yes: { label: 'May be mailed', tone: 'good' },
  partly: { label: 'Mailed in part', tone: 'warn' },
  no: { label: 'Not mailed', tone: 'bad' },
};

/** What holds now of a person's mail: whether it reaches them, and if not, why, since when and by whose word. */
export function RecordMailState({ mail }: { mail: MailState }) {
  const { label, tone } = words[mail.mailable];
  return (
    <section aria-label="What holds now">
      <Strip state={<Chip tone={tone}>{label}</Chip>}>
        {mail.holds.length === 0 ? (
          <Consent consent={mail.consent} />
        ) : (
          <ul>
            {mail.holds.map((hold, n) => (
              <li key={n} className="[overflow-wrap:anywhere]">
                <Hold hold={hold} />
              </li>
            ))}
          </ul>
        )}
      </Strip>
    </section>
  );
}

function Consent({ consent }: { consent: MailState['consent'] }) {
  if (!consent) return 'Nothing speaks against it, and no consent is recorded.';
  return (
    <>
      Gave consent
      <Since at={consent.since} />
      {consent.source && `, ${consent.source}`}.
    </>
  );
}

const places: Record<MailHold['scope'], string> = { everywhere: '', account: 'through ', list: 'in ' };

function Hold({ hold }: { hold: MailHold }) {
  return (
    <>
      <b>{hold.why}</b>
      {hold.where && (
        <>
          {' '}
          {places[hold.scope]}
          {hold.href ? (
            <PageLink className="prose-link" href={hold.href}>
              {hold.where}
            </PageLink>
          ) : (
            hold.where
          )}
        </>
      )}
      <Since at={hold.since} />
      {hold.source && `, ${hold.source}`}.
    </>
  );
}

const Since = ({ at }: { at: string | null }) =>
  at && (
    <>
      , since <Time at={at} as="day" />
    </>
  );
