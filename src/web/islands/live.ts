// Regions that keep themselves fresh. The server says only "something changed"; this asks for the page again and puts
// the new regions in the place of the old ones. Without script the page is as fresh as its last opening.
const MIN_PAUSE_MS = 1_000;
/** A hint can be lost with its connection; so a screen in sight looks again now and then by itself. */
const OWN_LOOK_MS = 60_000;

const topics = document.body.dataset['live'] ?? '';
let due = 0;
let last = 0;

function schedule(): void {
  if (due || document.hidden) return;
  // Spread a little, so that a hundred screens do not ask in the same instant.
  const wait = Math.max(0, last + MIN_PAUSE_MS - performance.now()) + Math.random() * 300;
  due = window.setTimeout(() => void refresh(), wait);
}

async function refresh(): Promise<void> {
  due = 0;
  last = performance.now();
  try {
    const answer = await fetch(location.href, { headers: { 'x-self-refresh': '1', accept: 'text/html' } });
    // Signed out, disabled or moved: the person sees where they stand, not a picture of before.
    if (answer.redirected) return location.reload();
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const region of document.querySelectorAll<HTMLElement>('[data-live-region]')) {
      const next = fresh.getElementById(region.id);
      if (next && next.innerHTML !== region.innerHTML && !isBusy(region)) replace(region, next);
    }
  } catch {
    // Away for a moment: the next hint or look mends it.
  }
}

/** Somebody is writing or choosing there: leave it. */
function isBusy(region: HTMLElement): boolean {
  const { activeElement } = document;
  if (activeElement && region.contains(activeElement) && activeElement.matches('input, select, textarea')) return true;
  const boxes = region.querySelectorAll<HTMLInputElement>('input[type=checkbox], input[type=radio]');
  return [...boxes].some((box) => box.checked !== box.defaultChecked);
}

/** Keeps the focus on the link or button that had it. */
function replace(region: HTMLElement, next: HTMLElement): void {
  const { activeElement } = document;
  const held = activeElement && region.contains(activeElement) ? selectorOf(activeElement) : undefined;
  region.innerHTML = next.innerHTML;
  if (held) region.querySelector<HTMLElement>(held)?.focus();
}

function selectorOf(element: Element): string | undefined {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const href = element.getAttribute('href');
  return href ? `a[href="${CSS.escape(href)}"]` : undefined;
}

if (topics) {
  const source = new EventSource(`/personal/en-vivo?temas=${encodeURIComponent(topics)}`);
  source.addEventListener('changed', schedule);
  document.addEventListener('visibilitychange', schedule);
  window.setInterval(schedule, OWN_LOOK_MS);
  window.addEventListener('pagehide', () => source.close());
}
