'use client';

import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { IconButton, LinkButton } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLink,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toaster';
import { entityLabels } from '@/lib/crm/schemas';
import { MappingDocument, type MappingView } from '@/lib/data-fields/schemas';
import { copyMappingAction, importMappingAction } from '../actions';
import { BroughtMapping } from './brought-dialog';
import { pathOf } from './mapping-path';

type MappingMenuProps = {
  mapping: MappingView;
  integrations: { id: string; name: string }[];
  mayChange: boolean;
};

/** History, and what takes a mapping elsewhere or brings one from there. */
export function MappingMenu({ mapping, integrations, mayChange }: MappingMenuProps) {
  const [open, setOpen] = useState<'import' | 'copy' | null>(null);
  const { integration, entity } = mapping;
  const others = integrations.filter(({ id }) => id !== integration.id);
  const file = `/api/data-field-mappings/file?${new URLSearchParams({ integrationId: integration.id, entity })}`;
  return (
    <>
      {mapping.version > 0 && <LinkButton href={`${pathOf(mapping)}/history`}>History</LinkButton>}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label="More for this mapping" variant="default">
            <Ellipsis aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {mapping.version > 0 && (
            <DropdownMenuLink href={file} download>
              Export as JSON
            </DropdownMenuLink>
          )}
          {mayChange && (
            <DropdownMenuItem onSelect={() => setOpen('import')}>Import from JSON</DropdownMenuItem>
          )}
          {mayChange && mapping.version > 0 && (
            <DropdownMenuItem
              onSelect={() => setOpen('copy')}
              disabled={others.length === 0}
              {...(others.length === 0 ? { hint: 'There is no other integration.' } : {})}
            >
              Copy to another integration
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {open === 'import' && <ImportDialog mapping={mapping} onClose={() => setOpen(null)} />}
      {open === 'copy' && <CopyDialog mapping={mapping} others={others} onClose={() => setOpen(null)} />}
    </>
  );
}

const largestFile = 5_000_000;

function ImportDialog({ mapping, onClose }: { mapping: MappingView; onClose: () => void }) {
  const [document, setDocument] = useState<MappingDocument | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { integration, entity } = mapping;
  const read = async (file: File | undefined): Promise<void> => {
    setDocument(null);
    setProblem(null);
    if (!file) return;
    const parsed = file.size > largestFile ? null : MappingDocument.safeParse(jsonOf(await file.text()));
    if (parsed?.success) setDocument(parsed.data);
    else setProblem(`${file.name} is not a mapping that was exported here.`);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Import from JSON"
      description={`Replaces the mapping of ${entityLabels[entity].many.toLowerCase()} to ${integration.name}, whole or not at all. What was stays in the history.`}
    >
      <div className="grid gap-3">
        <input
          type="file"
          aria-label="File"
          accept="application/json,.json"
          onChange={(event) => void read(event.target.files?.[0])}
        />
        {problem && <Notice tone="bad">{problem}</Notice>}
        {document && (
          <BroughtMapping
            question={{
              path: '/api/data-field-mappings/check',
              body: { integrationId: integration.id, entity, document },
            }}
            integrationId={integration.id}
            verb="Import"
            onBring={(version) =>
              importMappingAction({ integrationId: integration.id, entity, document, version })
            }
            onDone={() => {
              toast.good('Mapping imported');
              onClose();
            }}
          />
        )}
      </div>
    </Dialog>
  );
}

type CopyDialogProps = {
  mapping: MappingView;
  others: { id: string; name: string }[];
  onClose: () => void;
};

function CopyDialog({ mapping, others, onClose }: CopyDialogProps) {
  const [toIntegrationId, setTo] = useState(others[0]?.id ?? '');
  const { integration, entity } = mapping;
  const ref = { integrationId: integration.id, entity, toIntegrationId };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Copy to another integration"
      description={`Replaces the mapping of ${entityLabels[entity].many.toLowerCase()} there, whole or not at all, by what is saved here. What was stays in its history.`}
    >
      <div className="grid gap-3">
        <Select
          aria-label="Copy to"
          value={toIntegrationId}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setTo(event.target.value)}
        />
        <BroughtMapping
          key={toIntegrationId}
          question={{ path: '/api/data-field-mappings/check-copy', body: ref }}
          integrationId={toIntegrationId}
          verb="Copy"
          onBring={(version) => copyMappingAction({ ...ref, version })}
          onDone={() => {
            toast.good('Mapping copied');
            onClose();
          }}
        />
      </div>
    </Dialog>
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
