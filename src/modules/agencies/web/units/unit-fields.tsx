import { z } from 'zod';
import type { FieldWords } from '#platform/http/form.ts';
import type { WebCtx } from '#platform/http/routes.ts';
import { SelectField } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { UNIT_KEY } from '../../domain/unit-key.ts';
import { flatten, growTrees } from '../../domain/unit-tree.ts';
import type { UnitRow } from '../../queries/organisation.ts';
import { unitTexts } from '../../unit-texts.ts';

/** Names of a unit as a form gives them. */
export const nameShape = { nombre: z.string().min(3).max(150), corto: z.string().max(40).optional() };

export const unitKey = z.string().regex(UNIT_KEY);

export function nameWords(ctx: WebCtx): Record<keyof typeof nameShape, FieldWords> {
  const t = unitTexts(ctx.locale);
  return { nombre: { label: t('name') }, corto: { label: t('shortName') } };
}

export function NameFields({ ctx }: { ctx: WebCtx }) {
  const t = unitTexts(ctx.locale);
  return (
    <>
      <TextField name="nombre" label={t('name')} hint={t('nameHint')} maxLength={150} autocomplete="off" />
      <TextField
        name="corto"
        label={t('shortName')}
        hint={t('shortNameHint')}
        width="m"
        maxLength={40}
        autocomplete="off"
        optional
      />
    </>
  );
}

/** Where a unit can stand: the tree as a list, deeper ones set in. */
export function ParentField(props: { ctx: WebCtx; units: readonly UnitRow[]; label: string }) {
  const { ctx, units, label } = props;
  const choices = flatten(growTrees(units)).map(({ unit, depth }) => ({
    value: unit.id,
    label: `${'— '.repeat(depth)}${unit.name}`,
  }));
  return (
    <SelectField
      name="superior"
      label={label}
      hint={unitTexts(ctx.locale)('parentHint')}
      choices={choices}
      width="full"
    />
  );
}
