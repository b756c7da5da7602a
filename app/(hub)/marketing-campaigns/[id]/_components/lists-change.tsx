import { Notice } from '@/components/ui/notice';

/** Who is on lists that ask for what people did in the marketing campaign. */
export function ListsChange({ name, asking }: { name: string; asking: string | null }) {
  if (asking === null) return null;
  return (
    <Notice tone="warn" title="Lists change with it.">
      {asking} asks for what people did in {name}. It is evaluated anew, and a connection that would take many
      people out waits for approval.
    </Notice>
  );
}
