import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Channel } from '../domain/channels.ts';

/** An address as people write it: "55 5000 0141". What is masked or of an unknown form comes back as it is. */
export function readableAddress({ channel, address }: { readonly channel: Channel; readonly address: string }): string {
  const number = channel === 'sms' ? parsePhoneNumberFromString(address) : undefined;
  if (!number) return address;
  return number.country === 'MX' ? number.formatNational() : number.formatInternational();
}
