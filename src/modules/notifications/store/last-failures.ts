/**
 * The last failure of each message that failed since then, with its reason; `$1` is the agency. By when it failed and not by when
 * it was made: what was asked for weeks ahead fails on the day on which it was to leave.
 */
export const lastFailures = (since: string): string =>
  `(select distinct on (message_id) message_id, reason from notifications.evidence
    where agency_id = $1 and kind = 'failed' and at > ${since} order by message_id, at desc, id desc)`;
