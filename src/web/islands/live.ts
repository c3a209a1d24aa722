// Regions that keep themselves fresh. The server says only "something changed"; this asks for the page again and puts
// the new regions in the place of the old ones. Without script the page is as fresh as its last opening.
const MIN_PAUSE_MS = 1_000;
/** A hint can be lost with its connection; so a screen in sight looks again now and then by itself. */
const OWN_LOOK_MS = 60_000;

const topics = document.body.dataset['live'] ?? '';
/** Not always that of the browser: a form that came back with mistakes stands where it was sent to. */
const address = document.body.dataset['liveAt'] ?? location.href;
let due = 0;
let dueAt = Infinity;
let last = 0;

function schedule(afterMs = 0): void {
  const now = performance.now();
  // Spread a little, so that a hundred screens do not ask in the same instant.
  const wait = Math.max(afterMs, last + MIN_PAUSE_MS - now) + Math.random() * 300;
  if (document.hidden || dueAt <= now + wait) return;
  window.clearTimeout(due);
  dueAt = now + wait;
  due = window.setTimeout(() => void refresh(), wait);
}

async function refresh(): Promise<void> {
  dueAt = Infinity;
  last = performance.now();
  try {
    const answer = await fetch(address, { headers: { 'x-self-refresh': '1', accept: 'text/html' } });
    // Signed out, disabled or moved: the person sees where they stand, not a picture of before.
    if (answer.redirected) return location.reload();
    const regions = [...document.querySelectorAll<HTMLElement>('[data-live-region]')];
    // Without the post that showed it, too; but what is being written is not thrown away.
    if (answer.status === 403 || answer.status === 404) return isWritten(regions) ? undefined : location.reload();
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    // A button that is replaced between press and release does nothing.
    if (isPressed) return schedule();
    // In another tab the person went to work in another agency: one page does not show two of them.
    if (fresh.body.dataset['agency'] !== document.body.dataset['agency']) {
      if (!regions.some(isBusy)) return location.reload();
      return regions.forEach((region) => tellStale(region, true));
    }
    for (const region of regions) {
      const next = fresh.getElementById(region.id);
      if (next) renew(region, next);
    }
  } catch {
    // Away for a moment: the next hint or look mends it.
  }
  followUp();
}

/** A form came back with mistakes, or somebody is at work in one. */
function isWritten(regions: readonly HTMLElement[]): boolean {
  return document.querySelector('form[data-refused]') !== null || regions.some(isBusy);
}

let isPressed = false;
/** The click itself comes right after the release. */
const release = () => void window.setTimeout(() => (isPressed = false));
document.addEventListener('pointerdown', ({ button }) => (isPressed ||= button === 0));
// A menu or a drag that begins takes the release for itself.
for (const end of ['pointerup', 'pointercancel', 'dragend', 'contextmenu']) document.addEventListener(end, release);

/** What stood beneath a form that came back with mistakes, when it was looked at first. */
const beneath = new WeakMap<HTMLElement, string>();

function renew(region: HTMLElement, next: HTMLElement): void {
  region.dataset['again'] = next.dataset['again'] ?? '';
  const isRefused = region.querySelector('form[data-refused]') !== null;
  if (isRefused && !beneath.has(region)) beneath.set(region, essence(next));
  const known = isRefused ? beneath.get(region) : essence(region);
  if (essence(next) === known) return tellStale(region, false);
  const busy = isRefused || isBusy(region);
  if (!busy) replace(region, next);
  tellStale(region, busy);
}

/** What a person sees of it: every copy of a page has other form tokens, and what they folded open is their own. */
function essence(region: HTMLElement): string {
  return region.innerHTML
    .replaceAll(/(name="_token" value=")[^"]*/g, '$1')
    .replaceAll(/(<details\b[^>]*?) open=""/g, '$1');
}

/** Somebody is writing or choosing there, or did and has not sent it: leave it. */
function isBusy(region: HTMLElement): boolean {
  const { activeElement } = document;
  if (activeElement && region.contains(activeElement) && activeElement.matches('input, select, textarea')) return true;
  return [...region.querySelectorAll('input, select, textarea')].some(isChanged);
}

function isChanged(control: Element): boolean {
  if (control instanceof HTMLSelectElement) {
    const first = Math.max(
      0,
      [...control.options].findIndex((option) => option.defaultSelected),
    );
    return control.options.length > 0 && control.selectedIndex !== first;
  }
  if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
  if (!(control instanceof HTMLInputElement)) return false;
  if (control.type === 'checkbox' || control.type === 'radio') return control.checked !== control.defaultChecked;
  return control.type !== 'hidden' && control.value !== control.defaultValue;
}

/** What a person typed stays; that the page moved on beneath it must not stay a secret. */
function tellStale(region: HTMLElement, stale: boolean): void {
  const words = region.dataset['stale'];
  const told = region.previousElementSibling?.matches('[data-live-stale]') ? region.previousElementSibling : undefined;
  if (!stale) return told?.remove();
  if (told || !words) return;
  const notice = document.createElement('div');
  notice.className = 'notice notice-warning';
  notice.dataset['liveStale'] = '';
  notice.setAttribute('role', 'status');
  region.before(notice);
  notice.append(words);
}

/** Keeps the focus on what had it, and open what was open. */
function replace(region: HTMLElement, next: HTMLElement): void {
  const { activeElement } = document;
  const held = activeElement && region.contains(activeElement) ? nameOf(activeElement) : undefined;
  const open = new Set([...region.querySelectorAll('details[open] > summary')].map(nameOf));
  region.innerHTML = next.innerHTML;
  for (const summary of region.querySelectorAll('details > summary')) {
    if (open.has(nameOf(summary))) summary.parentElement?.setAttribute('open', '');
  }
  if (!held) return;
  const again = [...region.querySelectorAll<HTMLElement>('a, button, summary, [tabindex]')];
  again.find((element) => nameOf(element) === held)?.focus();
}

/** What makes an element the same one in two copies of the page. */
function nameOf(element: Element): string {
  return `${element.tagName} ${element.id} ${element.getAttribute('href') ?? ''} ${element.textContent.trim()}`;
}

/** Regions that wait for something of which no hint comes say after how many seconds to look again. */
function followUp(): void {
  const waits = [...document.querySelectorAll<HTMLElement>('[data-live-region]')]
    .map((region) => Number(region.dataset['again'] ?? 0))
    .filter((seconds) => seconds > 0);
  if (waits.length > 0) schedule(Math.min(...waits) * 1_000);
}

if (topics) {
  const source = new EventSource(`/personal/en-vivo?temas=${encodeURIComponent(topics)}`);
  // What changed between the making of this page and the opening of the stream, or while it was cut, nobody told.
  source.addEventListener('open', () => schedule());
  source.addEventListener('changed', () => schedule());
  document.addEventListener('visibilitychange', () => schedule());
  window.setInterval(schedule, OWN_LOOK_MS);
  window.addEventListener('pagehide', () => source.close());
  followUp();
}
