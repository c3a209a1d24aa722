import type { WebCtx } from '#platform/http/routes.ts';
import { mayGrant, type UnitName } from '#modules/agencies/index.ts';
import { CheckboxGroup, SelectField } from '#web/ui/field/choice-fields.tsx';
import { TextField } from '#web/ui/field/text-field.tsx';
import { manageTexts } from '../manage-texts.ts';
import { roleName } from '../role-texts.ts';

/** Unit, name and roles of a post, only what the actor may give. */
export function PostFields({ ctx, units }: { ctx: WebCtx; units: readonly UnitName[] }) {
  const t = manageTexts(ctx.locale);
  const roles = ctx.access.roles.roles().filter((role) => units.some(({ id }) => mayGrant(ctx, role, id)));
  return (
    <>
      <SelectField
        name="unidad"
        label={t('unit')}
        hint={t('unitHint')}
        choices={units.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextField name="puesto" label={t('post')} hint={t('postHint')} width="l" maxLength={120} autocomplete="off" />
      <CheckboxGroup
        name="permisos"
        label={t('roles')}
        choices={roles
          .map((role) => ({ value: role, label: roleName(role, ctx.locale) }))
          .toSorted((a, b) => a.label.localeCompare(b.label, ctx.locale))}
      />
    </>
  );
}
