/** Types of number and numbering plans (SMPP 3.4 sections 5.2.5 and 5.2.6). */
const TON = { unknown: 0, international: 1, abbreviated: 6, alphanumeric: 5 } as const;
const NPI = { unknown: 0, isdn: 1 } as const;

export interface SmppAddress {
  readonly ton: number;
  readonly npi: number;
  readonly address: string;
}

/** How SMPP writes a number or sender name: `+52...` international, up to 8 digits a short code, anything else a name. */
export function smppAddress(number: string): SmppAddress {
  if (/^\+\d{6,15}$/.test(number)) return { ton: TON.international, npi: NPI.isdn, address: number.slice(1) };
  if (/^\d{1,8}$/.test(number)) return { ton: TON.abbreviated, npi: NPI.unknown, address: number };
  if (/^\d+$/.test(number)) return { ton: TON.unknown, npi: NPI.isdn, address: number };
  return { ton: TON.alphanumeric, npi: NPI.unknown, address: number };
}

/** The number of an SMPP address: E.164 when it is international, also where the carrier forgot to say so. */
export function numberOf(ton: number, address: string): string {
  const digits = address.replace(/^\+/, '');
  if (!/^\d+$/.test(digits)) return address;
  return ton === TON.international || address !== digits || digits.length > 10 ? `+${digits}` : digits;
}
