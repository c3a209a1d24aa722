// Alt and a letter press what carries `data-shortcut`, and the letter stands on it. Without script it is a button as ever.
// Alt, because a letter alone would fire while somebody types or dictates (WCAG 2.1.4).
for (const element of document.querySelectorAll<HTMLElement>('[data-shortcut]')) {
  const key = document.createElement('kbd');
  key.textContent = `Alt+${(element.dataset['shortcut'] ?? '').toUpperCase()}`;
  element.append(' ', key);
  element.setAttribute('aria-keyshortcuts', key.textContent);
  key.setAttribute('aria-hidden', 'true');
}

document.addEventListener('keydown', (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
  // By the place of the key, for with Alt many layouts type another sign.
  const letter = event.code.startsWith('Key') ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
  const target = document.querySelector<HTMLElement>(`[data-shortcut="${CSS.escape(letter)}"]`);
  if (!target) return;
  event.preventDefault();
  target.click();
});
