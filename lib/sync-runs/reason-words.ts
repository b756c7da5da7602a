import { standingWord } from '../standing';
import { reasonLabels } from './schemas';

/** A reason as people read it: what became of a row, or why the person isn't mailed. */
export const reasonWord = (code: string): string => reasonLabels[code] ?? standingWord(code);
