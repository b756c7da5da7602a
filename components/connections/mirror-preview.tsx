import { Checkbox } from '@/components/ui/checkbox';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useViewer } from '@/components/ui/viewer';
import { plural } from '@/lib/format';

import { usePreview } from './connect-preview';
import { Faces } from './faces';
import type { PreviewTarget } from './preview-query';

type MirrorPreviewProps = {
  target: PreviewTarget;
  ready: boolean;
  confirmed: boolean;
  onConfirm: (confirmed: boolean) => void;
};

/** Whom a mirrored book loses, by the very plan that the next run would make; nothing is saved before somebody says yes to it. */
export function MirrorPreview({ target, ready, confirmed, onConfirm }: MirrorPreviewProps) {
  const { locale } = useViewer();
  const { data, error } = usePreview(target, ready);
  if (error)
    return (
      <Notice tone="bad" title="Whom it would take out could not be worked out.">
        {error.message}
      </Notice>
    );
  if (!data) return <Skeleton className="h-24 w-full" />;
  return (
    <Notice
      tone="warn"
      title={`${plural(data.counts.remove, 'person leaves', 'people leave', locale)} the book with the next run.`}
    >
      <div className="grid gap-2">
        <p>
          Everyone in the book who is not on this list is taken out, whoever put them there, and so is
          everyone who is put there from now on. Nobody is unsubscribed. {data.hold ?? ''}
        </p>
        {data.faces.remove && <Faces label="People who leave the book" people={data.faces.remove} />}
        <label className="flex items-center gap-2">
          <Checkbox checked={confirmed} onCheckedChange={(next) => onConfirm(next)} />
          The book holds exactly this list from now on
        </label>
      </div>
    </Notice>
  );
}
