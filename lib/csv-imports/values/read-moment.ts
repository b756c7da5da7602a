import { type DateOrder, recogniseDate } from '@/lib/crm';

const clock =
  /[T ,](\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|[+-]\d{2}:?\d{2}|UTC)?$/i;

/** A time as ISO in UTC, where the text names no zone too; a day alone is its midnight. null for what is neither. */
export function readMoment(text: string, order: DateOrder): string | null {
  const typed = text.trim();
  const day = recogniseDate(typed.replace(/\s*UTC$/i, 'Z'), { order, century: 'past' });
  if (day === null) return null;
  const [, hour = '0', minute = '0', second = '0', half, zone] = clock.exec(typed) ?? [];
  const late = half ? (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0) : Number(hour);
  const two = (part: string | number): string => String(part).padStart(2, '0');
  const offset = !zone || /^(?:z|utc)$/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2');
  const moment = new Date(`${day}T${two(late)}:${two(minute)}:${two(second)}${offset}`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}
