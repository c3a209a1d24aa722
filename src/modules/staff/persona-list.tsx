import type { Locale } from '#platform/i18n/locale.ts';
import { ActionButton } from '#web/ui/form/form.tsx';
import type { Persona } from './store/accounts.ts';
import { entranceTexts } from './entrance-texts.ts';

/** The invented people of the demonstration, each with a button to enter as them. */
export function PersonaList({ personas, locale }: { personas: readonly Persona[]; locale: Locale }) {
  const t = entranceTexts(locale);
  return (
    <ul class="grid">
      {personas.map((persona) => (
        <li key={persona.id} class="card">
          <h3>{persona.name}</h3>
          <p class="small">
            {persona.post} · {persona.unit}
          </p>
          <ActionButton action="/entrar/como" fields={{ persona: persona.persona }} hiddenText={persona.name}>
            {t('demoEnter')}
          </ActionButton>
        </li>
      ))}
    </ul>
  );
}
