const two = (value: number): string => String(value).padStart(2, '0');

/** SMPP's absolute time format `YYMMDDhhmmsstnn+`, in UTC (SMPP 3.4 section 7.1.1.1). */
export function smppTime(instant: Temporal.Instant): string {
  const { year, month, day, hour, minute, second } = instant.toZonedDateTimeISO('UTC');
  return `${[year % 100, month, day, hour, minute, second].map(two).join('')}000+`;
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
