/**
 * What is wrong with the unit that an option named; undefined: nothing. A database without units says what to do first,
 * for an empty list would help nobody.
 */
export function unitProblem(
  units: readonly { readonly slug: string }[],
  found: object | undefined,
  asked: unknown,
): string | undefined {
  if (found) return undefined;
  if (units.length === 0) return 'There are no units yet. Run "ventanilla seed --facts" first.';
  const said = typeof asked === 'string' ? `There is no unit "${asked}".` : 'Say with --unit which unit.';
  return `${said} Units: ${units.map(({ slug }) => slug).join(', ')}`;
}
