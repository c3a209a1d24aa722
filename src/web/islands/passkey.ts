// Asks the device to make or use a passkey, puts its answer into the form and sends it. The server checks everything;
// without script, or where the device cannot, the form stays hidden and the page offers its other way.

function isSupported(): boolean {
  return (
    'PublicKeyCredential' in window &&
    typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function' &&
    typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function'
  );
}

async function askDevice(box: HTMLElement): Promise<Credential | null> {
  const options: unknown = JSON.parse(box.dataset['options'] ?? '{}');
  if (box.dataset['passkey'] === 'create') {
    const asked = PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON);
    return navigator.credentials.create({ publicKey: asked });
  }
  const asked = PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON);
  return navigator.credentials.get({ publicKey: asked });
}

function enhance(box: HTMLElement): void {
  const form = box.querySelector('form');
  const response = form?.querySelector<HTMLInputElement>('input[name=response]');
  const problem = form?.querySelector<HTMLElement>('[role=alert]');
  if (!form || !response || !problem) return;
  let asking = false;
  const answer = async () => {
    asking = true;
    problem.hidden = true;
    try {
      const credential = await askDevice(box);
      if (!(credential instanceof PublicKeyCredential)) throw new Error('no credential');
      response.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      // Cancelled, took too long, no passkey here: the person reads it and tries again or takes the other way.
      problem.hidden = false;
    } finally {
      asking = false;
    }
  };
  form.addEventListener('submit', (event) => {
    if (response.value) return;
    event.preventDefault();
    if (!asking) void answer();
  });
  // Back from the next page: what was signed once is worth nothing a second time.
  window.addEventListener('pageshow', () => (response.value = ''));
  box.hidden = false;
}

if (isSupported()) for (const box of document.querySelectorAll<HTMLElement>('[data-passkey]')) enhance(box);
