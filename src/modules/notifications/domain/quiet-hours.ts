/** From when until when telephones of an agency's people should not ring, by its own wall clock. Over midnight too. */
export interface QuietHours {
  readonly from: Temporal.PlainTime;
  readonly until: Temporal.PlainTime;
  /** IANA name, e.g. `America/Mexico_City`. */
  readonly zone: string;
}

/** Whether it is quiet now. `from` belongs to it, `until` no longer. The host's own zone plays no part. */
export function isQuiet(hours: QuietHours, now: Temporal.Instant): boolean {
  const time = now.toZonedDateTimeISO(hours.zone).toPlainTime();
  const sinceFrom = Temporal.PlainTime.compare(time, hours.from) >= 0;
  const beforeUntil = Temporal.PlainTime.compare(time, hours.until) < 0;
  const overMidnight = Temporal.PlainTime.compare(hours.from, hours.until) > 0;
  return overMidnight ? sinceFrom || beforeUntil : sinceFrom && beforeUntil;
}
