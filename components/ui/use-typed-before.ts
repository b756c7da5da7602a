'use client';

import {
  type Ref,
  type RefObject,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';

type Text = HTMLInputElement | HTMLTextAreaElement;
type Tell = (() => void) | null;

/**
 * What was typed or ticked before the page could listen (its programs come after its text; browsers fill in again what they know) is told to
 * it as if it were typed now. React takes a control over as it stands and doesn't ask whether that is what was drawn: a form would go on
 * without the text that everybody sees in it, and take it away at the next stroke.
 */
export function useTypedBefore<Kind extends Text>(ref?: Ref<Kind>): RefObject<Kind | null> {
  const control = useRef<Kind>(null);
  useImperativeHandle<Kind | null, Kind | null>(ref, () => control.current);
  useTelling(control, untold);
  return control;
}

/**
 * The same of a select. React may put the drawn choice back as it takes one over, so what stands in it is read before, by its id; on a page
 * that was opened by a link nothing of that id is there yet.
 */
export function useChosenBefore(ref?: Ref<HTMLSelectElement>, id?: string) {
  const control = useRef<HTMLSelectElement>(null);
  const ownId = useId();
  const knownAs = id ?? ownId;
  const [before] = useState(() => standingIn(knownAs));
  useImperativeHandle<HTMLSelectElement | null, HTMLSelectElement | null>(ref, () => control.current);
  useTelling(control, (select) => untoldChoice(select, before));
  return { ref: control, id: knownAs };
}

/** Seen when the control is taken over, told once whoever wants to hear it listens and React has ended what it draws. */
function useTelling<Kind>(control: RefObject<Kind | null>, find: (control: Kind) => Tell): void {
  const tell = useRef<Tell>(null);
  const found = useRef(false);
  useLayoutEffect(() => {
    if (found.current || control.current === null) return;
    found.current = true;
    tell.current = find(control.current);
  });
  useEffect(() => {
    if (tell.current) queueMicrotask(tell.current);
    tell.current = null;
  });
}

function standingIn(id: string): string | null {
  if (typeof document === 'undefined') return null;
  const select = document.getElementById(id);
  return select instanceof HTMLSelectElement ? select.value : null;
}

function untoldChoice(select: HTMLSelectElement, before: string | null): Tell {
  const drawn = ([...select.options].find((option) => option.defaultSelected) ?? select.options[0])?.value;
  if (before === null || before === drawn) return null;
  return () => {
    select.value = before;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  };
}

function untold(control: Text): Tell {
  return control.type === 'checkbox' || control.type === 'radio'
    ? untoldPress(control as HTMLInputElement)
    : untoldText(control);
}

function untoldPress(control: HTMLInputElement): Tell {
  const { checked, defaultChecked } = control;
  // Of several of which one is chosen, the chosen one tells.
  if (checked === defaultChecked || (control.type === 'radio' && !checked)) return null;
  return () => {
    control.checked = !checked;
    control.click();
  };
}

function untoldText(control: Text): Tell {
  const { value, selectionStart, selectionEnd } = control;
  const drawn = asKept(control, control.defaultValue);
  if (value === drawn) return null;
  if (control.type === 'file') return () => control.dispatchEvent(new Event('change', { bubbles: true }));
  return () => {
    // What was typed on meanwhile was heard.
    if (control.value !== value && control.value !== drawn) return;
    // React compares with what was last written through the control itself, and hears of what it doesn't know.
    control.value = drawn;
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), 'value')?.set?.call(control, value);
    if (selectionStart !== null) control.setSelectionRange(selectionStart, selectionEnd);
    control.dispatchEvent(new Event('input', { bubbles: true }));
  };
}

/** A control may keep what it is given in another way: line ends, spaces around an address. */
function asKept(control: Text, text: string): string {
  if (control.value === text || control.type === 'file') return text;
  const other = control.cloneNode() as Text;
  other.value = text;
  return other.value;
}
