export type PreviewTarget = {
  listId: string;
  integrationId: string;
  addressBookId: string | null;
  takeOver: boolean;
};

/** A first sync as our routes are asked for it. */
export const previewQuery = ({ addressBookId, takeOver, ...rest }: PreviewTarget): URLSearchParams =>
  new URLSearchParams({
    ...rest,
    ...(addressBookId === null ? {} : { addressBookId }),
    takeOver: String(takeOver),
  });
