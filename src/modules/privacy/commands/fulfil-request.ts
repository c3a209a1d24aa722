import type { Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { eraseNoticesOf, stopNoticesTo } from '#modules/notifications/index.ts';
import { erasePerson, exportPerson, lockAllIds, opposeNotices, rectifyPerson } from '#modules/people/index.ts';
import { ownProcedures } from '#modules/registry/index.ts';
import { privacyRefusals } from '../errors.ts';
import { move } from '../move.ts';
import type { RightsRequest } from '../store/requests.ts';

export interface FulfilRequest {
  readonly requestId: string;
  /** The right name, for a rectification. */
  readonly names?: string | undefined;
  readonly surnames?: string | undefined;
}

type Result = Readonly<Record<string, number | boolean>>;

/** Does what was granted, in one transaction with the step that says so. What was erased cannot be brought back. */
export async function fulfilRequest(ctx: Ctx, input: FulfilRequest): Promise<Result> {
  let result: Result = {};
  await move(ctx, {
    requestId: input.requestId,
    action: 'privacy.answer',
    to: 'fulfilled',
    async change(tx, request) {
      result = await effect(tx, request, input);
      return { result };
    },
  });
  return result;
}

async function effect(tx: Ctx, request: RightsRequest, { names, surnames }: FulfilRequest): Promise<Result> {
  const { personId, folio: source } = request;
  const { allIds } = await exportPerson(tx, personId);
  switch (request.kind) {
    case 'access':
      return { procedures: (await ownProcedures(tx, personId, allIds)).length };
    case 'rectification':
      if (!names || !surnames) throw new Refusal(privacyRefusals.nameNeeded);
      await rectifyPerson(tx, { personId, names, surnames, source });
      return { name: true };
    case 'cancellation': {
      // The registry must be able to say who lodged a procedure; without one, nothing asks for the name.
      // Held before they are counted: one that a desk enters at this moment would be left with nobody's name.
      await lockAllIds(tx, personId);
      const procedures = (await ownProcedures(tx, personId, allIds)).length;
      const notices = await eraseNoticesOf(tx, { personId, personIds: allIds, source });
      const { addresses } = await erasePerson(tx, { personId, keepName: procedures > 0, source });
      return { addresses, notices: notices.erased, stopped: notices.stopped, nameKept: procedures > 0, procedures };
    }
    case 'opposition': {
      const stopped = await stopNoticesTo(tx, { personId, personIds: allIds, source });
      await opposeNotices(tx, { personId, source });
      return { stopped };
    }
  }
}
