import { bareNumber, isScientific } from '@/lib/crm';
import type { ColumnFacts } from './column-facts';

const pointTells =
  /^\d{1,3}(?:,\d{3})+\.\d+$|^\d{1,3}(?:,\d{3}){2,}$|^(?:0|\d{4,})\.\d+$|^\d+\.(?:\d{1,2}|\d{4,})$/;
const commaTells =
  /^\d{1,3}(?:\.\d{3})+,\d+$|^\d{1,3}(?:\.\d{3}){2,}$|^(?:0|\d{4,}),\d+$|^\d+,(?:\d{1,2}|\d{4,})$/;
const either = /^[1-9]\d{0,2}[.,]\d{3}$/;
const mayBeNumber = /^.{0,4}[\d(.,]/;
const EXAMPLES = 3;

/** Adds what a cell tells of the sign before the decimals. */
export function noteNumber(numbers: ColumnFacts['numbers'], text: string): void {
  if (text.length > 30 || !mayBeNumber.test(text)) return;
  if (isScientific(text)) {
    numbers.scientific += 1;
    if (numbers.scientificExamples.length < EXAMPLES) numbers.scientificExamples.push(text);
    return;
  }
  const bare = bareNumber(text);
  if (bare === null) return;
  const digits = bare.replace(/^-/, '');
  if (pointTells.test(digits)) numbers.point += 1;
  else if (commaTells.test(digits)) numbers.comma += 1;
  else if (either.test(digits)) {
    numbers.either += 1;
    if (numbers.eitherExamples.length < EXAMPLES) numbers.eitherExamples.push(text);
  }
}
