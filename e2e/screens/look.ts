/**
 * What a page shows, looked at from within it: texts that stand on each other, that are cut with no way to see the rest, a page
 * that scrolls sideways, a focus that jumps. Runs in the browser, so everything it needs stands in this one function.
 */
export function lookAtPage(): string[] {
  type Box = { left: number; top: number; right: number; bottom: number };
  type Text = { box: Box; words: string; element: Element };
  const found: string[] = [];

  const nameOf = (element: Element): string => {
    const words = (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40);
    return `<${element.tagName.toLowerCase()}> “${words}”`;
  };
  const cutsSideways = (style: CSSStyleDeclaration): boolean => /hidden|clip/.test(style.overflowX);
  const scrolls = (style: CSSStyleDeclaration): boolean =>
    /auto|scroll/.test(`${style.overflowX} ${style.overflowY}`);
  const meet = (one: Box, other: Box): Box => ({
    left: Math.max(one.left, other.left),
    top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right),
    bottom: Math.min(one.bottom, other.bottom),
  });
  const width = (box: Box): number => box.right - box.left;
  const height = (box: Box): number => box.bottom - box.top;

  /** What is there for screen readers alone, and what is folded in. */
  const isHidden = (element: Element): boolean => {
    if (!element.checkVisibility()) return true;
    for (let at: Element | null = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.visibility === 'hidden' || style.opacity === '0') return true;
      if (style.clipPath !== 'none' || (style.clip !== 'auto' && style.position === 'absolute')) return true;
      if (at.getAttribute('aria-hidden') === 'true' && at.tagName === 'SELECT') return true;
    }
    return false;
  };
  const isAt = (element: Element, places: string[]): boolean => {
    for (let at: Element | null = element; at; at = at.parentElement)
      if (places.includes(getComputedStyle(at).position)) return true;
    return false;
  };
  const canBeSeenWhole = (element: Element): boolean =>
    element.closest('.cut, [title], [data-tip], option, input, textarea, select') !== null;

  const texts: Text[] = [];
  const cut = new Set<Element>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const words = (node.textContent ?? '').trim();
    if (!element || words === '' || element.closest('script, style, noscript, template, option')) continue;
    if (isHidden(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width < 1 || rect.height < 1) continue;
      let box: Box = { left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom };
      for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
        const edge = at.getBoundingClientRect();
        const before = box;
        box = meet(box, edge);
        if (scrolls(style)) {
          // What lies outside of what scrolls comes into view by scrolling; what is around it cuts nothing more of it.
          if (width(box) <= 0 || height(box) <= 0) break;
          continue;
        }
        const isCut = width(before) - width(box) > 3 || height(before) - height(box) > height(before) * 0.4;
        if (cutsSideways(style) && isCut && !canBeSeenWhole(element)) cut.add(element);
      }
      if (width(box) > 1 && height(box) > 1) texts.push({ box, words, element });
    }
  }
  for (const element of cut) found.push(`cut: ${nameOf(element)}`);

  // A line of type is higher than its letters: a fifth of it may lie over the next line.
  const letters = ({ box }: Text): Box => {
    const spare = height(box) * 0.2;
    return { ...box, top: box.top + spare, bottom: box.bottom - spare };
  };
  const inOrder = texts.map((text) => ({ ...text, letters: letters(text) }));
  inOrder.sort((one, other) => one.letters.top - other.letters.top);
  const over = new Set<string>();
  inOrder.forEach((one, at) => {
    for (const other of inOrder.slice(at + 1)) {
      if (other.letters.top >= one.letters.bottom) break;
      if (one.element === other.element) continue;
      const shared = meet(one.letters, other.letters);
      if (width(shared) <= 2 || height(shared) <= 2) continue;
      // What stays at the edge of the window stands over what scrolls below it.
      const [first, second] = [one, other].map(({ element }) => isAt(element, ['fixed', 'sticky']));
      if (first === second) over.add(`overlap: ${nameOf(one.element)} and ${nameOf(other.element)}`);
    }
  });
  found.push(...over);

  for (const state of document.querySelectorAll<HTMLElement>(
    '.dt tbody td[data-card=end]:not([data-empty])',
  )) {
    const name = state.closest('tr')?.querySelector('.dt-name');
    if (!name || isHidden(state) || getComputedStyle(state).display !== 'flex') continue;
    const [one, other] = [name.getBoundingClientRect(), state.getBoundingClientRect()];
    if (height(meet(one, other)) <= 0) found.push(`card: ${nameOf(state)} isn't beside ${nameOf(name)}`);
  }
  for (const choices of document.querySelectorAll('[role=radiogroup][aria-describedby]')) {
    const [hint] = (choices.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .flatMap((id) => (id.endsWith('-hint') ? (document.getElementById(id) ?? []) : []));
    const isAfter = hint && choices.compareDocumentPosition(hint) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (isAfter) found.push(`hint: ${nameOf(hint)} stands after the choices it is about`);
  }

  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth + 1)
    found.push(`sideways: the page is ${root.scrollWidth - root.clientWidth} pixels wider than the window`);

  const stops = [
    ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [tabindex]'),
  ].filter(
    (element) =>
      element.tabIndex >= 0 &&
      !element.matches(':disabled') &&
      !isHidden(element) &&
      !isAt(element, ['fixed', 'sticky']) &&
      element.getClientRects().length > 0,
  );
  for (const element of stops) if (element.tabIndex > 0) found.push(`focus: ${nameOf(element)} comes first`);
  stops.slice(1).forEach((element, at) => {
    // After a column that stands beside the page one goes on where one left for it.
    const beside = stops[at]?.closest('[data-beside]');
    const before = stops
      .slice(0, at + 1)
      .findLast((stop) => !beside || beside.contains(element) || !beside.contains(stop));
    if (!before || before.contains(element)) return;
    const [one, other] = [before.getBoundingClientRect(), element.getBoundingClientRect()];
    const sameRow = height(meet(one, other)) > Math.min(one.height, other.height) / 2;
    const isBack = sameRow && other.right <= one.left + 1;
    const isAbove = other.bottom <= one.top + 1 && other.left < one.right - 1;
    if (isBack || isAbove)
      found.push(
        `focus: ${nameOf(element)} stands ${isBack ? 'left of' : 'above'} ${nameOf(before)}, which comes before it`,
      );
  });
  return found;
}
