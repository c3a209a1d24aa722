import type { Canaries } from './canaries.ts';
import type { FillIn } from './form-storm.ts';

export interface CanaryPerson {
  readonly names: string;
  readonly surnames: string;
  readonly mobile: string;
  readonly email: string;
}

/** Makes people, secrets and texts, each of its own, and plants them as they are made. */
export function plantIn(canaries: Canaries) {
  let number = 0;
  const mark = () => String((number += 1)).padStart(3, '0');
  const person = (what: string, value: string) => canaries.plant('person', what, value);
  const secret = (what: string, value: string) => canaries.plant('secret', what, value);
  const text = (what: string) => canaries.plant('text', what, `Cenzontle ${what} ${mark()}`);
  const newPerson = (): CanaryPerson => ({
    names: person('given names', `Xochiquetzal${mark()}`),
    surnames: person('surnames', `Tlahuicole${mark()}`),
    mobile: person('mobile', `+525573914${mark()}`),
    email: person('e-mail', `quetzalli.${mark()}@buzon-canario.example`),
  });

  /** Each field gets what a person would write into it, never the same twice. */
  const fillIn: FillIn = ({ name, type, autocomplete }) => {
    const about = `${name} ${autocomplete}`.toLowerCase();
    if (type === 'password') return secret(`password in ${name}`, `frase larga de canario ${mark()}`);
    if (type === 'tel' || /mobile|phone|tel\b/.test(about)) return newPerson().mobile.slice(-10);
    if (type === 'email' || /mail/.test(about)) return newPerson().email;
    if (/surname|apellido|family/.test(about)) return newPerson().surnames;
    if (/\bnames\b|given/.test(about)) return newPerson().names;
    if (/curp/.test(about)) return person('CURP', `CAXX900${mark()}HMCNRN04`);
    if (/one-time|\bcode\b/.test(about)) return secret('code', `739${mark()}`);
    return text(`in ${name}`);
  };
  return { person, secret, text, newPerson, fillIn };
}
