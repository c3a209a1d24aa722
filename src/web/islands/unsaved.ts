// Asks before a page is left with a form that was filled and not sent. Without script nothing asks, as everywhere.
let sending = false;

function isChanged(control: Element): boolean {
  if (control instanceof HTMLSelectElement)
    return control.selectedIndex > 0 && !control.selectedOptions[0]?.defaultSelected;
  if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
  if (!(control instanceof HTMLInputElement) || control.type === 'hidden') return false;
  if (control.type === 'checkbox' || control.type === 'radio') return control.checked !== control.defaultChecked;
  return control.value !== control.defaultValue;
}

document.addEventListener('submit', () => (sending = true));
window.addEventListener('pageshow', () => (sending = false));
window.addEventListener('beforeunload', (event) => {
  if (sending) return;
  const forms = [...document.querySelectorAll<HTMLFormElement>('form[data-warn-unsaved]')];
  // It came back with mistakes: what stands in it was never saved.
  if (forms.some((form) => 'refused' in form.dataset || [...form.elements].some(isChanged))) {
    event.preventDefault();
  }
});
