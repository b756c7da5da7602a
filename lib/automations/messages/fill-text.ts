const mark = /\{\{\s*([A-Za-z][\w.-]*)\s*\}\}/g;

/** What a name begins with that asks what happened, and not the record. */
const ofEvent = 'event.';

export type Values = {
  /** The record's fields by name, as people write them. */
  fields: Readonly<Record<string, string | null>>;
  /** What is told of what happened. */
  event: unknown;
};

/** Names between braces, each once. */
export const namesIn = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => [...text.matchAll(mark)].map(([, name]) => name ?? ''))),
];

export const fieldsIn = (texts: readonly string[]): string[] =>
  namesIn(texts).filter((name) => !name.startsWith(ofEvent));

/** With the values of one person; what they haven't is left out. `write` makes of a value what may stand there. */
export const fillText = (text: string, values: Values, write: (value: string) => string = same): string =>
  text.replace(mark, (_, name: string) => write(valueOf(name, values)));

const same = (value: string): string => value;

function valueOf(name: string, { fields, event }: Values): string {
  if (!name.startsWith(ofEvent)) return fields[name] ?? '';
  let found: unknown = event;
  for (const key of name.slice(ofEvent.length).split('.'))
    found = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined;
  return ['string', 'number', 'boolean'].includes(typeof found) ? String(found) : '';
}
