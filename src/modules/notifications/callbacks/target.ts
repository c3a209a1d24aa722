import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Addresses that are not on the public Internet (IANA special-purpose registries): what stands there is ours to protect. */
const PRIVATE = new BlockList();
const V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;
for (const [net, bits] of V4) {
  PRIVATE.addSubnet(net, bits, 'ipv4');
  // The same written as IPv6: mapped, and through a translator (RFC 6052).
  PRIVATE.addSubnet(`::ffff:${net}`, 96 + bits, 'ipv6');
  PRIVATE.addSubnet(`64:ff9b::${net}`, 96 + bits, 'ipv6');
}
const V6 = [
  ['::', 127],
  ['::ffff:0:0:0', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  // Teredo and what else IANA keeps for protocols: some of them wrap an IPv4 address of ours.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const;
for (const [net, bits] of V6) PRIVATE.addSubnet(net, bits, 'ipv6');

export const isPrivate = (address: string): boolean => PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Why an address cannot be called back at; undefined: it can. What its name stands for is looked at with every call. */
export function targetProblem(
  url: string,
  allowPrivate: boolean,
): 'wrongUrl' | 'notHttps' | 'privateTarget' | undefined {
  if (!URL.canParse(url)) return 'wrongUrl';
  const { protocol, hostname, username, password } = new URL(url);
  if (!['http:', 'https:'].includes(protocol) || username !== '' || password !== '') return 'wrongUrl';
  if (allowPrivate) return undefined;
  if (protocol !== 'https:') return 'notHttps';
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return isPrivate(host) ? 'privateTarget' : undefined;
  return /^localhost$|\.(?:localhost|local|internal|lan|home\.arpa)\.?$/i.test(host) || !host.includes('.')
    ? 'privateTarget'
    : undefined;
}

/** Looks a name up and refuses what stands inside: a name may point elsewhere tomorrow than on the day it was entered. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookUp(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, []);
    const inside = addresses.find(({ address }) => isPrivate(address));
    if (inside) return callback(Object.assign(new Error('private target'), { code: 'EPRIVATE' }), []);
    if (options.all) return callback(null, addresses);
    const [first] = addresses;
    return callback(null, first?.address ?? '', first?.family);
  });
};
