import type { Tone } from '@/components/ui/chip';
import type { ConsentState, CrmEntity } from '@/lib/crm/schemas';
import type { CsvColumnType, CsvImportState, CsvImportView } from '@/lib/csv-imports/schemas';

export const consentWords: Record<ConsentState, { label: string; tone: Tone }> = {
  given: { label: 'consent given', tone: 'good' },
  withdrawn: { label: 'opted out', tone: 'warn' },
  unknown: { label: 'not recorded', tone: 'neutral' },
};

export const entityNouns: Record<CrmEntity, { one: string; many: string }> = {
  contact: { one: 'contact', many: 'contacts' },
  lead: { one: 'lead', many: 'leads' },
  customer: { one: 'customer', many: 'customers' },
};

export const importStateWords: Record<CsvImportState, { label: string; tone: Tone }> = {
  uploading: { label: 'uploading', tone: 'info' },
  uploaded: { label: 'not started', tone: 'neutral' },
  queued: { label: 'waiting', tone: 'info' },
  running: { label: 'running', tone: 'info' },
  finished: { label: 'finished', tone: 'good' },
  failed: { label: 'stopped', tone: 'bad' },
  cancelled: { label: 'cancelled', tone: 'warn' },
};

/** An import that was taken back says so instead of how it had ended. */
export function importStateOf(view: CsvImportView): { label: string; tone: Tone } {
  if (view.undo.state === 'finished') return { label: 'undone', tone: 'neutral' };
  if (view.undo.state !== 'none') return { label: 'being undone', tone: 'info' };
  return importStateWords[view.state];
}

export const columnTypeWords: Record<CsvColumnType, string> = {
  empty: 'empty',
  email: 'e-mail',
  phone: 'phone',
  date: 'date',
  number: 'number',
  yesno: 'yes or no',
  link: 'link',
  text: 'text',
};

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });
const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });

const named = (names: Intl.DisplayNames, code: string): string => {
  try {
    return names.of(code) ?? code;
  } catch {
    // Kept as typed: no code.
    return code;
  }
};

/** "DE" → "Germany"; what was never recognised stays as typed. */
export const countryName = (code: string | null): string | null =>
  code && /^[A-Z]{2}$/.test(code) ? named(regions, code) : code;
export const languageName = (tag: string | null): string | null =>
  tag && /^[a-z]{2}(-[A-Z]{2})?$/.test(tag) ? named(languages, tag) : tag;
