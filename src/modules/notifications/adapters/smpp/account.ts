/** Where a carrier is and as whom we bind. */
export interface SmppAccount {
  readonly host: string;
  readonly port: number;
  readonly systemId: string;
  readonly password: string;
  readonly bind: 'transceiver' | 'pair';
  readonly tls?: Record<string, never>;
}

/** Registered port of SMPP. */
const DEFAULT_PORT = 2775;

/**
 * The account in an address such as `smpp://system:password@host:2775?bind=pair` (`smpps://` = TLS). Throws `TypeError`
 * when it is none.
 */
export function smppAccount(address: string): SmppAccount {
  const { protocol, hostname, port, username, password, searchParams } = new URL(address);
  if (protocol !== 'smpp:' && protocol !== 'smpps:')
    throw new TypeError('the address of a carrier begins with smpp:// or smpps://');
  const bind = searchParams.get('bind') ?? 'transceiver';
  if (bind !== 'transceiver' && bind !== 'pair') throw new TypeError('bind is transceiver or pair');
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || DEFAULT_PORT),
    systemId: decodeURIComponent(username),
    password: decodeURIComponent(password),
    bind,
    ...(protocol === 'smpps:' && { tls: {} }),
  };
}
