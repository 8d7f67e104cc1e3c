import { ExchangeError } from '../../market/exchange/exchange-port';

/** Where an exchange may be dialled. */
export interface DialledHosts {
  /** Domains, subdomains included; encrypted connections only. */
  readonly domains: readonly string[];
  /** `127.0.0.1:4321` of an exchange the site plays itself; null for all others. */
  readonly loopback: string | null;
}

/**
 * The last lock before a connection: whatever made up the address, it is dialled only if its host stands in the table.
 * @throws {ExchangeError} for any other
 */
export function requireDialledHost(address: string, hosts: DialledHosts): void {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url !== null && url.username === '' && url.password === '') {
    if (hosts.loopback !== null) {
      if (/^(http|ws):$/.test(url.protocol) && url.host === hosts.loopback) return;
    } else if (
      /^(https|wss):$/.test(url.protocol) &&
      hosts.domains.some((d) => url.hostname === d || url.hostname.endsWith(`.${d}`))
    ) {
      return;
    }
  }
  throw new ExchangeError(
    'The server refuses to call an address that is not on its list.',
    'request',
  );
}
