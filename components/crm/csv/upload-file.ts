type Upload = { promise: Promise<{ id: string }>; abort: () => void };

const UNREACHABLE =
  'The upload broke off, so nothing was kept. Check the connection and upload the file again.';

/** Sends a file as a request body and tells how far it is; fetch can't tell that about uploads. */
export function uploadFile(
  file: File,
  { entity, kind }: { entity: string; kind: string },
  onProgress: (sentBytes: number) => void,
): Upload {
  const request = new XMLHttpRequest();
  const promise = new Promise<{ id: string }>((resolve, reject) => {
    request.open(
      'POST',
      `/api/csv-imports?${new URLSearchParams({ entity, kind, fileName: file.name }).toString()}`,
    );
    request.setRequestHeader('content-type', 'text/csv');
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded));
    request.addEventListener('load', () => {
      const answer = request.response as { id?: string; detail?: string } | null;
      if (request.status === 201 && answer?.id) resolve({ id: answer.id });
      else reject(new Error(answer?.detail ?? UNREACHABLE));
    });
    request.addEventListener('error', () => reject(new Error(UNREACHABLE)));
    request.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    request.send(file);
  });
  return { promise, abort: () => request.abort() };
}
