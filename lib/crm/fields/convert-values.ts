import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';

import { emailKey } from '@/lib/email-key';
import { badCharacterIn } from '@/lib/text';
import { recogniseNumber, recogniseYesNo } from './custom-texts';
import { dialledFields, findField, type RecordField, recordFields } from './fields';
import { recogniseCountry, recogniseLanguage } from './recognise-country';
import { type DateOrder, recogniseDate, recogniseMonthDay } from './recognise-date';

/** Values by field name as they are stored, with the keys that are derived from them. null empties. */
export type RecordValues = Record<string, string | null>;
export type FieldProblem = { field: string; message: string };

type ConvertOptions = {
  dateOrder?: DateOrder;
  /** ISO code that a phone without a country prefix belongs to, where the values name no country. */
  country?: string | null;
  /** Today as 2026-11-21: a birthday after it is refused. */
  today: string;
  /** Fields of the entity (readCatalogue); without it only a record's own fields are known. */
  catalogue?: readonly RecordField[];
};

/**
 * Text from a form or a file into what a record holds, by field name. The one place that decides: e-mail with its
 * key, phones with their E.164, days without a zone, country and language codes, custom fields by their type. A blank
 * becomes null; a name that the catalogue hasn't, or that no text may set, is passed over. Custom values come out as text
 * ("12.5", "true", "2026-01-31"); customPatch makes of them what is stored.
 */
export function convertValues(
  texts: Readonly<Record<string, string | null | undefined>>,
  options: ConvertOptions,
): { values: RecordValues; problems: FieldProblem[] } {
  const values: RecordValues = {};
  const problems: FieldProblem[] = [];
  for (const [name, raw] of Object.entries(texts)) {
    const field = findField(options.catalogue ?? recordFields, name);
    if (!field?.writable || raw === undefined) continue;
    const text = raw?.trim().normalize('NFC') ?? '';
    const problem = text === '' ? null : (checkText(field, text) ?? convertOne(field, text, options, values));
    if (problem) problems.push({ field: name, message: problem });
    if (text === '') emptyOne(field, values);
  }
  for (const { name, number } of dialledFields) {
    const typed = values[name];
    if (typed) values[number] = phoneNumber(typed, values.country ?? options.country);
  }
  return { values, problems };
}

function checkText(field: RecordField, text: string): string | null {
  const bad = badCharacterIn(text);
  if (bad) return `${field.label} holds ${bad}, which can’t be stored.`;
  if (text.length > field.maxLength)
    return `${field.label} has ${text.length} characters, at most ${field.maxLength} fit.`;
  return null;
}

function convertOne(
  field: RecordField,
  text: string,
  options: ConvertOptions,
  values: RecordValues,
): string | null {
  switch (field.type) {
    case 'email': {
      const key = emailKey(text);
      if (!key) return `“${cut(text)}” is not an e-mail address.`;
      values[field.name] = text;
      values.emailKey = key;
      return null;
    }
    case 'date': {
      const day = recogniseDate(text, options.dateOrder ?? 'dmy');
      if (!day)
        return `${field.label} “${cut(text)}” is not a date. Write it as 1984-02-29, with a four-digit year.`;
      if (field.name === 'birthday' && day > options.today)
        return `${field.label} ${day} lies in the future.`;
      values[field.name] = day;
      return null;
    }
    case 'number': {
      const number = recogniseNumber(text);
      if (number === null)
        return `${field.label} “${cut(text)}” is not a number. Write it as 1234.5, with at most 15 digits.`;
      values[field.name] = number;
      return null;
    }
    case 'boolean': {
      const answer = recogniseYesNo(text);
      if (answer === null)
        return `${field.label} “${cut(text)}” is neither yes nor no. Write yes, no or leave it empty.`;
      values[field.name] = String(answer);
      return null;
    }
    case 'choice': {
      if (field.source === 'custom') return convertChoice(field, text, values);
      const consent = recogniseConsent(text);
      if (!consent)
        return `${field.label} “${cut(text)}” is not known. Write given, withdrawn or leave it empty.`;
      values[field.name] = consent;
      return null;
    }
    default: {
      const stored = storedText(field.name, text);
      if (stored === null)
        return `${field.label} “${cut(text)}” is not a day of a month. Write it as 03-07 for 7 March.`;
      values[field.name] = stored;
      return null;
    }
  }
}

function convertChoice(field: RecordField, text: string, values: RecordValues): string | null {
  const word = text.toLowerCase();
  const live = (field.choices ?? []).filter((choice) => !choice.archived);
  const found =
    live.find((choice) => choice.value.toLowerCase() === word) ??
    live.find((choice) => choice.label.toLowerCase() === word);
  if (!found)
    return `${field.label} “${cut(text)}” is none of its choices: ${cut(live.map((choice) => choice.label).join(', '), 200)}.`;
  values[field.name] = found.value;
  return null;
}

function emptyOne(field: RecordField, values: RecordValues): void {
  values[field.name] = null;
  if (field.derived) values[field.derived.name] = null;
}

function storedText(name: string, text: string): string | null {
  if (name === 'birthdayMonthDay') return recogniseMonthDay(text);
  if (name === 'country') return recogniseCountry(text);
  if (name === 'language') return recogniseLanguage(text);
  return text;
}

/** E.164 where the number parses, with the country's own rules where it is known; else null, the typed text stays. */
export function phoneNumber(typed: string, country: string | null | undefined): string | null {
  const defaultCountry = country && isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumberFromString(typed, { defaultCountry, extract: false });
  return parsed?.isValid() ? parsed.number : null;
}

const consentWords: Record<'given' | 'withdrawn' | 'unknown', readonly string[]> = {
  given: [
    'given',
    'yes',
    'y',
    'true',
    '1',
    'opted in',
    'opt-in',
    'optin',
    'subscribed',
    'ja',
    'oui',
    'sí',
    'si',
  ],
  withdrawn: [
    'withdrawn',
    'no',
    'n',
    'false',
    '0',
    'opted out',
    'opt-out',
    'optout',
    'unsubscribed',
    'nein',
    'non',
  ],
  unknown: ['unknown', 'not recorded', 'unbekannt'],
};

function recogniseConsent(text: string): string | null {
  const word = text.toLowerCase();
  const found = Object.entries(consentWords).find(([, words]) => words.includes(word));
  return found?.[0] ?? null;
}

const cut = (text: string, length = 60): string =>
  text.length > length ? `${text.slice(0, length)}…` : text;
