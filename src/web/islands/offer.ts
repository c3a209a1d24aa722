// Parts of a form that belong to one choice of a list: `data-offer="service=copias-certificadas"` shows with that choice
// of the control named `service`. Without script they stay hidden, so nothing may depend on them.
function show(): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-offer]')) {
    const [name = '', value = ''] = (part.dataset['offer'] ?? '').split('=');
    const control = part.closest('form')?.elements.namedItem(name);
    part.hidden = !(control instanceof HTMLSelectElement) || control.value !== value;
  }
}

document.addEventListener('change', show);
// A list that is walked by keyboard changes before it is left.
document.addEventListener('input', show);
window.addEventListener('pageshow', show);
show();
