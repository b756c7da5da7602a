'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import {
  ActionForm,
  FieldDivider,
  FieldRow,
  SelectField,
  TextareaField,
  TextField,
  useActionForm,
} from '@/components/forms';
import { ask } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toaster';
import {
  replyActionLabels,
  SaveDraftInput,
  type AccountOffer,
  type DraftTarget,
  type SaveDraftValues,
  type TemplateView,
} from '@/lib/sending/schemas';
import { saveDraftAction } from '../actions';

type DraftFormProps = { targets: DraftTarget[]; values: SaveDraftValues };

const replyOptions = Object.entries(replyActionLabels).map(([value, label]) => ({ value, label }));

/** A campaign as it is written here; saving it brings it to Dotdigital. */
export function DraftForm({ targets, values }: DraftFormProps) {
  const router = useRouter();
  const form = useActionForm({
    schema: SaveDraftInput,
    draft: { form: values.id === null ? 'New email campaign' : 'Email campaign', version: values.version },
    defaultValues: values,
    action: saveDraftAction,
    onSuccess: ({ id }) => router.push(`/email-campaigns/drafts/${id}`),
  });
  const { control, form: state } = form;
  const chosen = targets.find(({ connectionId }) => connectionId === state.watch('connectionId'));
  const account = useAccountOffer(chosen?.integration.id);
  const addresses = account.data?.fromAddresses ?? [];
  return (
    <Card className="max-w-[860px] p-5">
      <ActionForm
        form={form}
        label="Email campaign"
        submit="Save"
        cancelHref={values.id === null ? '/email-campaigns/drafts' : `/email-campaigns/drafts/${values.id}`}
      >
        {values.id === null && (
          <SelectField
            control={control}
            name="connectionId"
            label="Marketing list"
            placeholder="Choose a list"
            hint={chosen && `It goes to the address book ${chosen.book.name} of ${chosen.integration.name}.`}
            options={targets.map(({ connectionId, list, book }) => ({
              value: connectionId,
              label: `${list.name} → ${book.name}`,
            }))}
          />
        )}
        {account.error && (
          <Notice
            tone="bad"
            title="Dotdigital could not be asked."
            action={<Button onClick={() => account.refetch()}>Try again</Button>}
          >
            {account.error.message}
          </Notice>
        )}
        {chosen && account.data && account.data.templates.length > 0 && (
          <TemplateField
            integrationId={chosen.integration.id}
            templates={account.data.templates}
            onTemplate={(template) => {
              for (const [name, value] of Object.entries(template))
                if (value !== '') state.setValue(name as keyof TemplateView, value, { shouldDirty: true });
            }}
          />
        )}
        <FieldRow>
          <TextField control={control} name="name" label="Name" hint="Seen only here and at Dotdigital." />
          <SelectField
            control={control}
            name="fromAddressId"
            label="From address"
            placeholder={chosen && account.isPending ? 'Asking Dotdigital …' : 'Choose an address'}
            options={addresses.map(({ id, email }) => ({ value: id, label: email }))}
          />
        </FieldRow>
        <TextField
          control={control}
          name="subject"
          label="Subject"
          hint="@FIRSTNAME@ and the like become the person’s value."
        />
        <TextField
          control={control}
          name="previewText"
          label="Preview text"
          note="optional"
          max={200}
          hint="What mail programs show beside the subject."
        />
        <FieldRow>
          <TextField control={control} name="fromName" label="From name" />
          <SelectField control={control} name="replyAction" label="Replies" options={replyOptions} />
        </FieldRow>
        {state.watch('replyAction') === 'WebMailForward' && (
          <TextField control={control} name="replyToAddress" label="Reply address" type="email" />
        )}
        <FieldDivider />
        <TextareaField
          control={control}
          name="htmlContent"
          label="HTML"
          rows={14}
          hint="The unsubscribe link is http://$UNSUB$. It can be designed in Email Studio once it is saved."
        />
        <TextareaField
          control={control}
          name="plainTextContent"
          label="Plain text"
          rows={6}
          hint="For who reads mail without HTML; it needs the link too."
        />
      </ActionForm>
    </Card>
  );
}

const useAccountOffer = (integrationId: string | undefined) =>
  useQuery({
    queryKey: ['campaign-account', integrationId],
    enabled: integrationId !== undefined,
    staleTime: 60_000,
    retry: false,
    queryFn: ({ signal }) =>
      ask<AccountOffer>(`/api/campaign-drafts/account?integrationId=${integrationId}`, signal),
  });

type TemplateFieldProps = {
  integrationId: string;
  templates: AccountOffer['templates'];
  onTemplate: (template: TemplateView) => void;
};

/** Begins the mail with a template of the account; what was written so far is written over. */
function TemplateField({ integrationId, templates, onTemplate }: TemplateFieldProps) {
  const [templateId, setTemplateId] = useState('');
  const use = async (): Promise<void> => {
    try {
      onTemplate(
        await ask<TemplateView>(
          `/api/campaign-drafts/template?integrationId=${integrationId}&templateId=${templateId}`,
        ),
      );
      toast.good('Template taken', { detail: 'Subject, from name, HTML and plain text are the template’s.' });
    } catch (error) {
      toast.bad('Template not read', { detail: error instanceof Error ? error.message : undefined });
    }
  };
  return (
    <div>
      <label htmlFor="template" className="mb-1 block text-md font-medium">
        Template
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <Select
          id="template"
          className="max-w-[360px] flex-1"
          value={templateId}
          placeholder="Choose a template of the account"
          options={templates.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setTemplateId(event.target.value)}
        />
        <Button onClick={use} why={templateId === '' ? 'Choose one first.' : null}>
          Use template
        </Button>
      </div>
    </div>
  );
}
