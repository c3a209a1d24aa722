import { render, variablesOf, type TemplateValues } from '../domain/render.ts';
import { describeSms } from '../domain/sms/describe.ts';
import { writeValues, type TypedVariable, type ValueWriter } from '../domain/variables.ts';
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

/** Fills a text with what a caller gave, and says what is wrong with it rather than send a hole or a surprise. */
export function fillText(
  text: Pick<TextInForce, 'channel' | 'subject' | 'body' | 'policy'>,
  variables: readonly TypedVariable[],
  values: TemplateValues,
  writer: ValueWriter,
): Filled {
  const known = new Map(variables.map((variable) => [variable.name, variable]));
  for (const [name, value] of Object.entries(values)) {
    const variable = known.get(name);
    if (!variable) return refused('unknownValue', name);
    if (!isOfType(variable.type, value)) return refused('wrongValue', name);
  }
  const subject = text.channel === 'email' ? text.subject : '';
  const missing = [...variablesOf(text.body), ...variablesOf(subject)].find((name) => values[name] === undefined);
  if (missing !== undefined) return refused('missingValue', missing);
  const written = writeValues(variables, values, writer);
  const body = render(text.body, written);
  if (text.channel === 'email')
    return { ok: true, text: { subjectLine: render(subject, written), body, parts: 1, encoding: null } };
  const { parts, encoding, unsendable, tooLong } = describeSms(body, text.policy);
  if (unsendable.length > 0) return refused('unsendable', unsendable.join(' '));
  if (tooLong) return refused('tooLong', String(parts));
  return { ok: true, text: { subjectLine: '', body, parts, encoding } };
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
