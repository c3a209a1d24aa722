import { recordAudit } from '#platform/audit/record.ts';
import { transact, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { authorizePerson } from '../access.ts';
import { peopleRefusals } from '../errors.ts';
import { holdUnerased, setNames } from '../store/rights.ts';
import { loadPerson } from '../store/people.ts';

export interface RectifyPerson {
  readonly personId: string;
  readonly names: string;
  readonly surnames: string;
  /** What asked for it, e.g. the folio of a request. */
  readonly source: string;
}

/** Right of rectification: the name as the person's document has it. The audit log says that it changed, not from what. */
export async function rectifyPerson(ctx: Ctx, input: RectifyPerson): Promise<void> {
  const agencyId = await authorizePerson(ctx, 'people.rectify', input.personId);
  await transact(ctx, async (tx) => {
    const id = (await loadPerson(tx, input.personId))?.id ?? input.personId;
    if (!(await holdUnerased(tx, id))) throw new Refusal(peopleRefusals.nameErased);
    await setNames(tx, agencyId, id, input.names, input.surnames);
    const entry = { action: 'people.rectify', entityType: 'person', entityId: id, agencyId };
    await recordAudit(tx, { ...entry, detail: { source: input.source } });
  });
}
