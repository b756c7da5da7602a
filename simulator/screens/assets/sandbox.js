// Everything works without this. It keeps what moves fresh, and spares a press on a list that needs no button.
for (const select of document.querySelectorAll('select[data-submits]')) {
  select.addEventListener('change', () => select.form.requestSubmit());
  const button = select.form.querySelector('button:not([data-stays])');
  if (button) button.hidden = true;
}

for (const all of document.querySelectorAll('input[data-ticks-all]')) {
  all.closest('label').hidden = false;
  all.addEventListener('change', () => {
    for (const box of all.form.querySelectorAll('tbody input[type=checkbox]')) box.checked = all.checked;
  });
}

const regions = () => document.querySelectorAll('[data-live]');
const inUse = (region) =>
  region.contains(document.activeElement) || region.querySelector('input:checked, details[open]') !== null;

async function refresh() {
  const answer = await fetch(location.href, { headers: { 'X-Live': '1' } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const region of regions()) {
    const next = fresh.querySelector(`[data-live="${CSS.escape(region.dataset.live)}"]`);
    if (next && next.innerHTML !== region.innerHTML && !inUse(region)) region.innerHTML = next.innerHTML;
  }
}

const isForm = document.querySelector('main [role=alert]') !== null;
if (regions().length > 0 && !isForm) {
  let failures = 0;
  const tick = async () => {
    const began = performance.now();
    try {
      if (!document.hidden) await refresh();
      failures = 0;
    } catch {
      failures += 1;
    }
    // A page that takes long to make, of a campaign to very many people, is asked for less often.
    const took = performance.now() - began;
    setTimeout(tick, Math.min(30_000, Math.max(2000, took * 8) * 2 ** failures));
  };
  setTimeout(tick, 2000);
}
