import type { Stage } from '../stage';

interface Identified {
  id: number;
}

export async function driveAutomation(stage: Stage): Promise<void> {
  const { driver } = stage;
  const active = await stage.control<Identified>('POST', '/programs', { name: 'Welcome', status: 'Active' });
  const draft = await stage.control<Identified>('POST', '/programs', { name: 'Win back', status: 'Draft' });
  const book = await stage.control<Identified>('POST', '/address-books', { name: 'Enrolled', contacts: 3 });
  await driver.call('GET /v2/programs', 200);
  await driver.call('GET /v2/programs/{id}', 200, { params: { id: active.id } });
  const enrolment = await driver.call<{ id: string }>('POST /v2/programs/enrolments', 201, {
    body: { programId: active.id, addressBooks: [book.id] },
  });
  await driver.call('POST /v2/programs/enrolments', 422, {
    body: { programId: draft.id, addressBooks: [book.id] },
  });
  await driver.call('POST /v2/programs/enrolments', 400, { body: { programId: active.id, contacts: [1] } });
  await driver.call('POST /v2/programs/enrolments', 400, { body: { programId: active.id } });
  await driver.call('GET /v2/programs/enrolments/{enrolmentId}', 200, {
    params: { enrolmentId: enrolment.id },
  });
  await driver.call('GET /v2/programs/enrolments/{enrolmentId}/report-faults', 400, {
    params: { enrolmentId: enrolment.id },
  });
  await driver.call('GET /v2/programs/enrolments/{status}', 200, { params: { status: 'Processing' } });
  await stage.control('POST', '/clock', { advance: 'PT5S' });
  await driver.call('GET /v2/programs/enrolments/{enrolmentId}/report-faults', 200, {
    params: { enrolmentId: enrolment.id },
  });

  const segment = await stage.control<Identified>('POST', '/segments', {
    name: 'Rosas',
    rule: { field: 'FIRSTNAME', equals: 'Rosa' },
  });
  await driver.call('GET /v2/segments', 200);
  await driver.call('POST /v2/segments/refresh/{id}', 202, { params: { id: segment.id } });
  await driver.call('GET /v2/segments/refresh/{id}', 200, { params: { id: segment.id } });

  const template = {
    name: 'Plain',
    subject: 'S',
    fromName: 'N',
    htmlContent: '<a href="http://$UNSUB$">x</a>',
    plainTextContent: '$UNSUB$',
  };
  const { id } = await driver.call<Identified>('POST /v2/templates', 201, { body: template });
  await driver.call('POST /v2/templates', 400, { body: { ...template, name: '' }, wrong: true });
  await driver.call('POST /v2/templates', 400, { body: { ...template, htmlContent: 'no way out' } });
  await driver.call('GET /v2/templates', 200);
  await driver.call('GET /v2/templates', 400, { query: 'select=1001' });
  await driver.call('GET /v2/templates/{id}', 200, { params: { id } });
  await driver.call('PUT /v2/templates/{id}', 200, {
    params: { id },
    body: { ...template, name: 'Plainer' },
  });
}
