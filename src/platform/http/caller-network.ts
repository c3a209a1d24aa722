import { isIPv6 } from 'node:net';

/**
 * Whom a limit counts: of IPv4 the address; of IPv6 the network of 64 bits, which one line gets whole (RFC 6177). Counted
 * by address, a caller would have as many tries as they like.
 */
export function callerNetwork(ip: string): string {
  const [address = ''] = ip.split('%', 1);
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  // The URL writes it one way only: groups without zeros in front, the last two in hex.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text = '') => text.split(':').filter((group) => group !== '');
  const left = groups(head);
  const zeros = tail === undefined ? 0 : 8 - left.length - groups(tail).length;
  return [...left, ...Array<string>(zeros).fill('0'), ...groups(tail)].slice(0, 4).join(':');
}
