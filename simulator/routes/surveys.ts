import { writeDate } from '../engine/dates';
import {
  getSurvey,
  listSurveyResponses,
  listSurveys,
  sumSurvey,
  surveyFields,
  type Survey,
  type SurveyResponse,
} from '../engine/surveys';
import type { World } from '../engine/world';
import { isTrue } from '../http/call';
import { defineRoute, ok, type Answer, type Call, type Route } from '../http/route';
import { dated } from '../http/row-time';

const dateOrNull = (time: number | null): string | null => (time === null ? null : writeDate(time));

function writeSurvey(world: World, survey: Survey): Record<string, unknown> {
  const totals = sumSurvey(world, survey.id);
  return {
    id: survey.id,
    name: survey.name,
    url: `https://forms.northwind.example/p/${survey.id}`,
    dateSurveyCreated: writeDate(survey.created),
    dateSurveyModified: writeDate(survey.modified),
    state: survey.state,
    firstActiveDate: survey.state === 'Active' ? writeDate(survey.created) : null,
    lastInactiveDate: null,
    scheduledStartDate: null,
    scheduledEndDate: null,
    confirmationMode: 'Text',
    submissionMode: 'Multiple',
    fieldCount: surveyFields.length,
    notifyCreatorOnResponse: false,
    respondentNotificationType: 'None',
    respondentNotificationCampaignId: null,
    isAssignedToAddressBook: survey.book !== null,
    assignedAddressBookTarget: survey.book === null ? 'AllContacts' : 'SpecificAddressBook',
    assignedSpecificAddressBookId: survey.book,
    firstResponseDate: dateOrNull(totals.first),
    lastResponseDate: dateOrNull(totals.last),
    totalCompleteResponses: totals.complete,
    totalCompleteResponsesInLastDay: totals.lastDay,
    totalCompleteResponsesInLastWeek: totals.lastWeek,
    totalIncompleteResponses: totals.incomplete,
    totalViews: totals.complete + totals.incomplete,
    totalBounces: 0,
    timeToCompleteMax: null,
    timeToCompleteMin: null,
    timeToCompleteTotal: null,
    sourceDirectTotal: totals.complete,
    sourceEmailTotal: 0,
    sourceEmbeddedTotal: 0,
    sourcePopoverTotal: 0,
    sourceFacebookTotal: 0,
    sourceTwitterTotal: 0,
    sourceGooglePlusTotal: 0,
    sourceOtherTotal: 0,
  };
}

const writeFields = (): Record<string, unknown>[] =>
  surveyFields.map(({ id, type, text, choices }) => ({
    id,
    type,
    text,
    isRequired: false,
    defaultValue: null,
    mode: null,
    choices: choices?.map((choice, i) => ({ id: i + 1, text: choice })) ?? null,
    subFields: null,
    hasOtherOption: false,
    otherOptionChoiceId: 0,
    otherOptionSubFieldId: 0,
    otherOptionTextFieldId: 0,
    isAssignedToContactDataField: type === 'TextBox',
    assignedContactDataFieldName: type === 'TextBox' ? 'FIRSTNAME' : null,
    assignedContactDataExistsAction: 'OverwriteData',
  }));

function writeResponse({ id, email, started, completed, answers }: SurveyResponse): Record<string, unknown> {
  const given = Object.entries(JSON.parse(answers) as Record<string, string>);
  return dated(
    {
      id,
      email,
      started: true,
      dateStarted: writeDate(started),
      complete: completed !== null,
      dateCompleted: dateOrNull(completed),
      givenAnswers: given.map(([field, value]) => ({ fieldId: Number(field), subFieldId: null, value })),
    },
    completed ?? started,
  );
}

function answerSurveys(call: Call, since?: number): Answer {
  const ofBooksOnly = isTrue(call.query('assignedToAddressBookOnly'));
  const filter = { ofBooksOnly, ...(since === undefined ? {} : { since }) };
  return ok(
    listSurveys(call.world, call.account.id, filter, call.page).map((survey) =>
      dated(writeSurvey(call.world, survey), since === undefined ? survey.created : survey.modified),
    ),
  );
}

const surveyOf = (call: Call): Survey => getSurvey(call.world, call.account.id, call.int('id'));
const answerResponses = (call: Call, since: number): Answer =>
  ok(listSurveyResponses(call.world, surveyOf(call).id, since, call.page).map(writeResponse));

const list = { method: 'GET', tier: 'medium', maxSelect: 1000 } as const;

/** Surveys and forms are one thing to the vendor, and can only be read. */
export const surveyRoutes: Route[] = [
  defineRoute({ ...list, path: '/v2/surveys', handle: (call) => answerSurveys(call) }),
  defineRoute({
    ...list,
    path: '/v2/surveys/with-activity-since/{date}',
    handle: (call) => answerSurveys(call, call.date('date')),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/surveys/{id}',
    tier: 'medium',
    handle: (call) => ok(writeSurvey(call.world, surveyOf(call))),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/surveys/{id}/fields',
    tier: 'medium',
    handle: (call) => ok([{ id: 1, name: surveyOf(call).name, fields: writeFields() }]),
  }),
  defineRoute({
    ...list,
    path: '/v2/surveys/{id}/responses',
    handle: (call) => answerResponses(call, 0),
  }),
  defineRoute({
    ...list,
    path: '/v2/surveys/{id}/responses/with-activity-since/{date}',
    handle: (call) => answerResponses(call, call.date('date')),
  }),
];
