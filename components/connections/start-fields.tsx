import { Checkbox } from '@/components/ui/checkbox';

type Start = { shadow: boolean; backFill: boolean };

/** How a connection begins: whether it sends at all, and whom. */
export function StartFields({
  shadow,
  backFill,
  onChange,
}: Start & { onChange: (start: Partial<Start>) => void }) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-[5px] text-md font-medium">Start</legend>
      <label className="flex items-center gap-2">
        <Checkbox checked={!backFill} onCheckedChange={(next) => onChange({ backFill: !next })} />
        Only from now on: whoever is on the list already is not sent
      </label>
      <label className="flex items-center gap-2">
        <Checkbox checked={shadow} onCheckedChange={(next) => onChange({ shadow: next })} />
        Shadow mode: look on schedule and report, send nothing but opt-outs
      </label>
    </fieldset>
  );
}
