/** SMPP's absolute time format `YYMMDDhhmmsstnn+`, in UTC (SMPP 3.4 section 7.1.1.1). */
export function smppTime(instant: Temporal.Instant): string {
  // By the old Date, for this is asked for each message and a zoned date costs ten times as much.
  const iso = new Date(instant.epochMilliseconds).toISOString();
  return `${iso.slice(2, 4)}${iso.slice(5, 7)}${iso.slice(8, 10)}${iso.slice(11, 13)}${iso.slice(14, 16)}${iso.slice(17, 19)}000+`;
}

/** The instant of an absolute time; undefined when empty, relative or wrong. The `nn` quarter hours are the zone. */
export function findInstant(time: string): Temporal.Instant | undefined {
  const match = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d(\d\d)([+-])$/.exec(time);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, quarters = 0] = match.slice(1, 8).map(Number);
  try {
    const local = Temporal.PlainDateTime.from(
      { year: 2000 + year, month, day, hour, minute, second },
      { overflow: 'reject' },
    );
    const minutes = quarters * 15 * (match[8] === '+' ? -1 : 1);
    return local.toZonedDateTime('UTC').toInstant().add({ minutes });
  } catch {
    return undefined;
  }
}
