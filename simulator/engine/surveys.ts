import { invalidParameter, notFound } from './failure';
import { isEmail, normaliseEmail } from './contacts';
import type { PageWindow } from './contact-pages';
import type { World } from './world';

export interface Survey {
  id: number;
  account: number;
  name: string;
  state: 'Active' | 'Inactive';
  /** Whose answers count: people of that book, or anybody. */
  book: number | null;
  created: number;
  modified: number;
}

export interface SurveyResponse {
  id: number;
  survey: number;
  email: string;
  started: number;
  completed: number | null;
  answers: string;
}

export interface SurveyTotals {
  first: number | null;
  last: number | null;
  complete: number;
  incomplete: number;
  lastDay: number;
  lastWeek: number;
}

const day = 24 * 3_600_000;

/** Every survey and form asks the same: how somebody came here, and for their first name. */
export const surveyFields = [
  { id: 1, type: 'Radio', text: 'How did you hear of us?', choices: ['A friend', 'A shop', 'The web'] },
  { id: 2, type: 'TextBox', text: 'Your first name', choices: null },
] as const;

export function createSurvey(
  world: World,
  account: number,
  { name, state = 'Active', book = null }: Pick<Survey, 'name'> & Partial<Pick<Survey, 'state' | 'book'>>,
): Survey {
  const now = world.now();
  const { id } = world.store.run(
    'INSERT INTO surveys (account, name, state, book, created, modified) VALUES (?, ?, ?, ?, ?, ?)',
    account,
    name,
    state,
    book,
    now,
    now,
  );
  return getSurvey(world, account, id);
}

export function getSurvey(world: World, account: number, id: number): Survey {
  const survey = world.store.row<Survey>('SELECT * FROM surveys WHERE id = ? AND account = ?', id, account);
  if (!survey) throw notFound('ERROR_SURVEY_NOT_FOUND');
  return survey;
}

/** With a date, those that were changed or answered since. */
export function listSurveys(
  world: World,
  account: number,
  { since, ofBooksOnly }: { since?: number; ofBooksOnly: boolean },
  page: PageWindow,
): Survey[] {
  const compare = world.settings.sinceInclusive ? '>=' : '>';
  return world.store.rows<Survey>(
    `SELECT * FROM surveys WHERE account = ? AND modified ${compare} ? AND (? = 0 OR book IS NOT NULL) ORDER BY id LIMIT ? OFFSET ?`,
    account,
    since ?? 0,
    ofBooksOnly ? 1 : 0,
    page.select,
    page.skip,
  );
}

export function answerSurvey(
  world: World,
  survey: Survey,
  { email, complete, answers }: { email: string; complete: boolean; answers: Record<string, string> },
): void {
  if (!isEmail(normaliseEmail(email))) throw invalidParameter('Email is not a valid email address.');
  const now = world.now();
  world.store.run(
    'INSERT INTO surveyResponses (survey, email, started, completed, answers) VALUES (?, ?, ?, ?, ?)',
    survey.id,
    normaliseEmail(email),
    now,
    complete ? now : null,
    JSON.stringify(answers),
  );
  world.store.run('UPDATE surveys SET modified = ? WHERE id = ?', now, survey.id);
}

export function listSurveyResponses(
  world: World,
  survey: number,
  since: number,
  page: PageWindow,
): SurveyResponse[] {
  const compare = world.settings.sinceInclusive ? '>=' : '>';
  return world.store.rows<SurveyResponse>(
    `SELECT * FROM surveyResponses WHERE survey = ? AND coalesce(completed, started) ${compare} ? ORDER BY id LIMIT ? OFFSET ?`,
    survey,
    since,
    page.select,
    page.skip,
  );
}

export function sumSurvey(world: World, survey: number): SurveyTotals {
  const now = world.now();
  const totals = world.store.row<SurveyTotals>(
    `SELECT min(started) AS first, max(started) AS last, count(completed) AS complete, count(*) - count(completed) AS incomplete,
       coalesce(sum(completed > ?), 0) AS lastDay, coalesce(sum(completed > ?), 0) AS lastWeek FROM surveyResponses WHERE survey = ?`,
    now - day,
    now - 7 * day,
    survey,
  );
  return totals ?? { first: null, last: null, complete: 0, incomplete: 0, lastDay: 0, lastWeek: 0 };
}
