import type { FlowContext } from '../context';
import { keepStatisticsTrue } from '../db';

/** From so many people on a plan by wrong statistics takes minutes. */
const many = 5_000;

/** Before a wave works on many people: tables that it fills itself, file after file. */
export async function lookAtStatistics({ db }: Pick<FlowContext, 'db'>, people: number): Promise<void> {
  if (people >= many)
    await keepStatisticsTrue(db, ['planned_changes', 'book_members', 'dotdigital_contacts', 'sms_contacts']);
}
