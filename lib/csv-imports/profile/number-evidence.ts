import { bareNumber, isScientific } from '@/lib/crm';
import type { ColumnFacts } from './column-facts';

const pointTells =
  /^\d{1,3}(?:,\d{3})+\.\d+$|^\d{1,3}(?:,\d{3}){2,}$|^(?:0|\d{4,})\.\d+$|^\d+\.(?:\d{1,2}|\d{4,})$/;
const commaTells =
  /^\d{1,3}(?:\.\d{3})+,\d+$|^\d{1,3}(?:\.\d{3}){2,}$|^(?:0|\d{4,}),\d+$|^\d+,(?:\d{1,2}|\d{4,})$/;
const either = /^[1-9]\d{0,2}[.,]\d{3}$/;
const mayBeNumber = /^.{0,4}[\d(.,]/;
/** Without one of these nothing is told of decimals. */
const tells = /[.,E]/i;
/** 1.234,- */
const wholeAmount = /,-$/;
const EXAMPLES = 3;

/** Adds what a cell that stands there so often tells of the sign before the decimals. */
export function noteNumber(numbers: ColumnFacts['numbers'], text: string, times: number): void {
  if (text.length > 30 || !mayBeNumber.test(text) || !tells.test(text)) return;
  if (isScientific(text)) {
    numbers.scientific += times;
    if (numbers.scientificExamples.length < EXAMPLES) numbers.scientificExamples.push(text);
    return;
  }
  const bare = bareNumber(text);
  if (bare === null) return;
  const digits = bare.replace(/^-|[ '’]/g, '');
  if (wholeAmount.test(text)) numbers.comma += times;
  if (pointTells.test(digits)) numbers.point += times;
  else if (commaTells.test(digits)) numbers.comma += times;
  else if (either.test(digits)) {
    numbers.either += times;
    if (numbers.eitherExamples.length < EXAMPLES) numbers.eitherExamples.push(text);
  }
}
