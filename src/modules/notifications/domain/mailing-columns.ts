/** Where the addresses and the values of a mailing stand in its file. */
export interface MailingColumns {
  readonly mobile: number;
  readonly email: number;
  /** Position by name of the variable. */
  readonly values: ReadonlyMap<string, number>;
  /** Headers that were understood, and those that were not. */
  readonly used: readonly string[];
  readonly ignored: readonly string[];
}

const MOBILE = ['celular', 'telefono', 'movil', 'mobile', 'tel', 'telefono celular', 'sms'];
const EMAIL = ['correo', 'email', 'e-mail', 'correo electronico', 'mail'];

/** Without accents, capitals and double spaces: how people's spellings are compared. */
const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();

/** Finds the columns by their headers; -1 where there is none. A variable is found by its own name. */
export function findColumns(headers: readonly string[], variables: readonly string[]): MailingColumns {
  const folded = headers.map(fold);
  const mobile = folded.findIndex((header) => MOBILE.includes(header));
  const email = folded.findIndex((header) => EMAIL.includes(header));
  const values = new Map(
    variables.flatMap((name) => {
      const position = folded.indexOf(fold(name));
      return position < 0 || position === mobile || position === email ? [] : [[name, position] as const];
    }),
  );
  const known = new Set([mobile, email, ...values.values()]);
  return {
    mobile,
    email,
    values,
    used: headers.filter((_, position) => known.has(position)),
    ignored: headers.filter((_, position) => !known.has(position)),
  };
}
