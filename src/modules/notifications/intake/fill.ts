import { compileText, type TemplateValues } from '../domain/render.ts';
import { describeSms } from '../domain/sms/describe.ts';
import { writeValue, type TypedVariable, type ValueWriter } from '../domain/variables.ts';
import type { TextInForce } from '../store/templates.ts';
import type { IntakeProblem } from './problems.ts';

export interface FilledText {
  readonly subjectLine: string;
  readonly body: string;
  readonly parts: number;
  readonly encoding: ReturnType<typeof describeSms>['encoding'] | null;
}

export type Filled =
  | { readonly ok: true; readonly text: FilledText }
  | { readonly ok: false; readonly problem: IntakeProblem };

const refused = (code: IntakeProblem['code'], what = ''): Filled => ({ ok: false, problem: { code, what } });

/**
 * Fills one text with what callers give, and says what is wrong with it rather than send a hole or a surprise. What is the
 * same for all of them is looked at once.
 */
export function textFiller(
  { channel, subject, body, policy }: Pick<TextInForce, 'channel' | 'subject' | 'body' | 'policy'>,
  variables: readonly TypedVariable[],
  writer: ValueWriter,
): (values: TemplateValues) => Filled {
  const known = new Map(variables.map((variable) => [variable.name, variable]));
  const bodyText = compileText(body);
  const subjectText = compileText(channel === 'email' ? subject : '');
  const needed = [...new Set([...bodyText.variables, ...subjectText.variables])];
  return (values) => {
    for (const name of Object.keys(values)) {
      const variable = known.get(name);
      if (!variable) return refused('unknownValue', name);
      if (!isOfType(variable.type, values[name] ?? '')) return refused('wrongValue', name);
    }
    const missing = needed.find((name) => values[name] === undefined);
    if (missing !== undefined) return refused('missingValue', missing);
    const valueOf = (name: string): string | undefined => {
      const variable = known.get(name);
      const value = values[name];
      return variable && value !== undefined ? writeValue(variable, value, writer) : undefined;
    };
    const words = bodyText.fill(valueOf);
    if (channel === 'email')
      return { ok: true, text: { subjectLine: subjectText.fill(valueOf), body: words, parts: 1, encoding: null } };
    const { parts, encoding, unsendable, tooLong } = describeSms(words, policy);
    if (unsendable.length > 0) return refused('unsendable', unsendable.join(' '));
    if (tooLong) return refused('tooLong', String(parts));
    return { ok: true, text: { subjectLine: '', body: words, parts, encoding } };
  };
}

function isOfType(type: TypedVariable['type'], value: string): boolean {
  if (type === 'money') return /^\d{1,12}$/.test(value);
  if (type === 'link') return /^(?:https?:\/)?\/\S*$/.test(value);
  return type !== 'date' || isDate(value);
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    Temporal.PlainDate.from(value);
    return true;
  } catch {
    return false;
  }
}
