import { expect, test } from 'vitest';
import { marksOf } from './find-marks';

const mail = { subject: '', previewText: '', fromName: '', htmlContent: '', plainTextContent: '' };

test('every field that any part of the mail asks for is found once, in capitals', () => {
  expect(
    marksOf({
      subject: 'For @FirstName@',
      previewText: '@CITY@ and @firstname@',
      fromName: '@SALES_REP@',
      htmlContent: '<p>@FIRSTNAME@ @LAST-ORDER@</p>',
      plainTextContent: 'write to ann@example.com or bob@example.com',
    }),
  ).toEqual(['FIRSTNAME', 'CITY', 'SALES_REP', 'LAST-ORDER']);
  expect(marksOf(mail)).toEqual([]);
});
