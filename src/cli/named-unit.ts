export interface KeyedUnit {
  readonly slug: string;
  /** Key of its agency. */
  readonly agency: string;
}

type Named<Unit> =
  | { readonly unit: Unit; readonly problem?: undefined }
  | { readonly unit?: undefined; readonly problem: string };

/**
 * The unit that an option names, as `oficina-tol` or `ifrem/direccion-general`. A key is one of its agency only: where
 * several agencies have it, nobody guesses, for an account in the wrong agency is worse than a question. A database without
 * units says what to do first, for an empty list would help nobody.
 */
export function namedUnit<Unit extends KeyedUnit>(units: readonly Unit[], asked: unknown): Named<Unit> {
  if (units.length === 0) return { problem: 'There are no units yet. Run "ventanilla seed --facts" first.' };
  const words = units.map(wordOf(units)).join(', ');
  if (typeof asked !== 'string') return { problem: `Say with --unit which unit. Units: ${words}` };
  const found = units.filter(({ slug, agency }) => asked === slug || asked === `${agency}/${slug}`);
  const [unit] = found;
  if (!unit) return { problem: `There is no unit "${asked}". Units: ${words}` };
  if (found.length === 1) return { unit };
  return { problem: `"${asked}" is a unit of several agencies. Say one of: ${found.map(wordOf(units)).join(', ')}` };
}

/** The shortest word that means this unit and no other. */
const wordOf =
  (units: readonly KeyedUnit[]) =>
  ({ slug, agency }: KeyedUnit): string =>
    units.filter((one) => one.slug === slug).length > 1 ? `${agency}/${slug}` : slug;
