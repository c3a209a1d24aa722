// The preview of a template as one types. The server does the work, with the very code that will send: here the form is
// asked for its preview again and the answer put in. Without script there is a button for it.
const PAUSE_MS = 250;

const form = document.querySelector<HTMLFormElement>('form[data-preview]');
const region = document.getElementById('vista-previa');
let timer = 0;
let running = false;
let again = false;

async function refresh(): Promise<void> {
  if (!form || !region) return;
  // One question at a time: the form's token is good for one sending at once.
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
    const answer = await fetch(form.dataset['preview'] ?? '', {
      method: 'POST',
      body,
      headers: { accept: 'text/html' },
    });
    if (answer.ok && !answer.redirected) {
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('vista-previa');
      if (fresh && fresh.innerHTML !== region.innerHTML) region.innerHTML = fresh.innerHTML;
    }
  } catch {
    // Away for a moment: the next key or the button mends it.
  } finally {
    running = false;
    if (again) {
      again = false;
      void refresh();
    }
  }
}

form?.addEventListener('input', () => {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => void refresh(), PAUSE_MS);
});
