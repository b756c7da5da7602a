import {
  channelLabels,
  consentChannels,
  consentFields,
  isConsentState,
  type RecordField,
} from '@/lib/crm/schemas';

export type ImportTarget = { name: string; label: string; group: string };

/** Places that a column may go into beside the fields of a record. */
export const importTargets: readonly ImportTarget[] = [
  { name: 'fullName', label: 'Full name (split into first and last)', group: 'Person' },
  ...consentChannels.flatMap((channel) => {
    const { at, source, text } = consentFields[channel];
    const label = channel === 'email' ? 'Consent' : `${channelLabels[channel]} consent`;
    return [
      { name: at, label: `${label}: when`, group: 'Record' },
      { name: source, label: `${label}: where from`, group: 'Record' },
      { name: text, label: `${label}: in which words`, group: 'Record' },
    ];
  }),
];

/** A field that text of a file may go into: what convertValues sets, consents, tags and the owner. */
const isOwnTarget = (field: RecordField): boolean =>
  field.writable || isConsentState(field.name) || field.name === 'tags' || field.name === 'ownerId';

export const targetsOf = (catalogue: readonly RecordField[]): ImportTarget[] => [
  ...catalogue.filter(isOwnTarget).map(({ name, label, group }) => ({ name, label, group })),
  ...importTargets.filter((one) => !catalogue.some((field) => field.name === one.name && isOwnTarget(field))),
];
