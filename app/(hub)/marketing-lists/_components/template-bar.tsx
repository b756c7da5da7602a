'use client';

import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { listTemplates, type ListTemplate } from '@/lib/marketing-lists/schemas';

/** Ready-made filters to begin with; each can then be changed like any other. */
export function TemplateBar({ onChoose }: { onChoose: (template: ListTemplate) => void }) {
  return (
    <Card aria-label="Begin with a ready-made filter" className="flex flex-wrap items-center gap-2 px-4 py-3">
      <span className="mr-1 text-ink-3">Begin with</span>
      {listTemplates.map((template) => (
        <Button key={template.key} size="sm" title={template.hint} onClick={() => onChoose(template)}>
          {template.name}
        </Button>
      ))}
    </Card>
  );
}
