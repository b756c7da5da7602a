import { findMarks } from '../campaigns';

type Mail = {
  subject: string;
  previewText: string;
  fromName: string;
  htmlContent: string;
  plainTextContent: string;
};

/** The data fields that a mail asks for, in capitals, in the order of their first place. */
export const marksOf = (mail: Mail): string[] => [
  ...new Set(
    [mail.subject, mail.previewText, mail.fromName, mail.htmlContent, mail.plainTextContent].flatMap(
      findMarks,
    ),
  ),
];
