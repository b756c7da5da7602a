'use client';

import { useRouter } from 'next/navigation';
import { type DragEvent, useState } from 'react';

import { isStillSignedIn } from '@/components/session/still-signed-in';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { Notice } from '@/components/ui/notice';
import { Bytes } from '@/components/ui/numbers';
import { Progress } from '@/components/ui/progress';
import { RadioGroup } from '@/components/ui/radio-group';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { useTypedBefore } from '@/components/ui/use-typed-before';
import { CrmEntity, entityLabels } from '@/lib/crm/schemas';
import { type CsvImportView, maxCsvBytes } from '@/lib/csv-imports/schemas';
import { formatBytes } from '@/lib/format';
import { uploadFile } from './upload-file';

type State =
  | { step: 'choose'; error?: string }
  | { step: 'upload'; file: File; sent: number; abort: () => void };

type Kind = CsvImportView['kind'];

export function CsvUpload({ entity: first, kind: kindFirst }: { entity: CrmEntity; kind: Kind }) {
  const router = useRouter();
  const [entity, setEntity] = useState<CrmEntity>(first);
  const [kind, setKind] = useState<Kind>(kindFirst);
  const [state, setState] = useState<State>({ step: 'choose' });

  const start = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    if (file.size === 0)
      return setState({
        step: 'choose',
        error: `${file.name} is empty. Choose a file with a header row and at least one person.`,
      });
    if (file.size > maxCsvBytes) {
      return setState({
        step: 'choose',
        error: `${file.name} has ${formatBytes(file.size)}; at most ${formatBytes(maxCsvBytes)} fit. Split it and upload the parts one by one.`,
      });
    }
    if (!(await isStillSignedIn()))
      return setState({
        step: 'choose',
        error: 'Your session has ended. Sign in again, then choose the file once more.',
      });
    const upload = uploadFile(file, { entity, kind }, (sent) =>
      setState({ step: 'upload', file, sent, abort: upload.abort }),
    );
    setState({ step: 'upload', file, sent: 0, abort: upload.abort });
    try {
      const { id } = await upload.promise;
      router.push(`/imports/${id}`);
    } catch (error) {
      const aborted = error instanceof DOMException && error.name === 'AbortError';
      setState({ step: 'choose', error: aborted || !(error instanceof Error) ? undefined : error.message });
    }
  };

  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
      <Card className="p-5">
        <RadioGroup
          aria-label="What the file holds"
          className="mb-4 items-start sm:grid-cols-2"
          value={kind}
          disabled={state.step === 'upload'}
          onValueChange={(value) => setKind(value === 'suppression' ? value : 'people')}
          options={[
            {
              value: 'people',
              label: 'People',
              hint: 'Brings people in, and brings those who are here up to date.',
            },
            {
              value: 'suppression',
              label: 'Suppression list: these people must not be mailed',
              hint: 'Only ever takes away: opts out whoever carries one of its addresses, creates nobody.',
            },
          ]}
        />
        {kind === 'people' && (
          <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2">
            <span className="text-md font-medium">Import into</span>
            <SegmentedControl
              label="Import into"
              value={entity}
              disabled={state.step === 'upload'}
              onChange={(value) => setEntity(CrmEntity.parse(value))}
              options={CrmEntity.options.map((value) => ({ value, label: entityLabels[value].many }))}
            />
          </div>
        )}
        {state.step === 'choose' ? (
          <>
            <DropZone onFile={(file) => void start(file)} />
            {state.error && (
              <Notice tone="bad" title="Not uploaded." className="mt-4">
                {state.error}
              </Notice>
            )}
          </>
        ) : (
          <Uploading state={state} />
        )}
      </Card>
      <Card>
        <CardHeader title="What happens next" />
        <CardBody className="grid gap-2 text-ink-2">
          <p>
            The file is looked through once: encoding, delimiter and header row, whose export it is, and what
            stands in each column. You correct what is wrong and see the first people as they would become.
          </p>
          <p>
            What can be read in two ways is asked, not guessed. Nobody is lost for one value: it is left empty
            and listed, in a file you can correct and upload again.
          </p>
          <p>Nobody is sent anything by an import. Lists pick newcomers up at their next evaluation.</p>
        </CardBody>
      </Card>
    </div>
  );
}

function DropZone({ onFile }: { onFile: (file: File | undefined) => void }) {
  const input = useTypedBefore<HTMLInputElement>();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    onFile(event.dataTransfer.files[0]);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        'grid place-items-center rounded-md border border-dashed border-line-strong px-4 py-12 text-center',
        over && 'border-accent bg-accent-soft',
      )}
    >
      <p className="font-semibold">Drop a CSV or vCard file here</p>
      <p className="mt-1 mb-4 max-w-[52ch] text-ink-2">
        The export of a shop, an address book or a mail program, a sheet saved as CSV, or contact cards
        (.vcf). Any delimiter and encoding, up to <Bytes value={maxCsvBytes} />.
      </p>
      <Button variant="primary" onClick={() => input.current?.click()}>
        Choose a file
      </Button>
      <input
        ref={input}
        type="file"
        aria-label="CSV file"
        accept=".csv,.tsv,.txt,.vcf,text/csv,text/plain,text/tab-separated-values,text/vcard"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => onFile(take(event.currentTarget))}
      />
    </div>
  );
}

function Uploading({ state }: { state: Extract<State, { step: 'upload' }> }) {
  const all = state.sent >= state.file.size;
  return (
    <div className="rounded-md border px-4 py-5">
      <div className="flex items-center gap-3">
        <p className="min-w-0 flex-1 cut font-medium">{state.file.name}</p>
        <Button size="sm" onClick={state.abort}>
          Stop the upload
        </Button>
      </div>
      <Progress label="Upload" value={(state.sent / state.file.size) * 100} className="mt-3" />
      <p className="figures mt-2 text-sm text-ink-3" aria-live="polite">
        {all ? (
          'All there. Reading what kind of file it is.'
        ) : (
          <>
            <Bytes value={Math.min(state.sent, state.file.size)} /> of <Bytes value={state.file.size} />{' '}
            uploaded
          </>
        )}
      </p>
    </div>
  );
}

/** None stays in the field: choosing the same again is a choice. */
function take(input: HTMLInputElement): File | undefined {
  const file = input.files?.[0];
  if (file) input.value = '';
  return file;
}
