import type { MailAddress } from '../port.ts';

/** `Ventanilla <avisos@...>` or a bare address, as the configuration has it. */
export function mailAddress(written: string): MailAddress {
  const [, name = '', address = written] = /^\s*"?(.*?)"?\s*<([^>]+)>\s*$/.exec(written) ?? [];
  return name === '' ? { address: address.trim() } : { name, address };
}
