/** `ip_in_net`: whether an address, or a whole range, lies in a subnet. */
import { BlockList, isIP } from 'node:net';

/** An address with the number of its leading bits that count: all of them for one address. */
export interface Subnet {
  address: string;
  family: 'ipv4' | 'ipv6';
  bits: number;
}

/** `10.0.0.1`, `10.0.0.0/8`, `1:2::/48`; null for anything else, zone ids (`%eth0`) included. */
export function parseSubnet(text: string): Subnet | null {
  if (text.length > 50 || text.includes('%')) return null;
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const version = isIP(address);
  if (version === 0) return null;
  const most = version === 4 ? 32 : 128;
  const suffix = text.slice(address.length + 1);
  const bits = slash < 0 ? most : /^\d{1,3}$/.test(suffix) ? Number(suffix) : most + 1;
  return bits > most ? null : { address, family: version === 4 ? 'ipv4' : 'ipv6', bits };
}

/** A test of addresses and ranges against a subnet that `parseSubnet` accepts. */
export function inSubnet(text: string): (value: unknown) => boolean {
  const subnet = parseSubnet(text);
  if (!subnet) throw new Error(`not a subnet: ${text}`);
  const list = new BlockList();
  list.addSubnet(subnet.address, subnet.bits, subnet.family);
  return (value) => {
    const inner = typeof value === 'string' ? parseSubnet(value) : null;
    if (!inner || (inner.family === subnet.family && inner.bits < subnet.bits)) return false;
    return list.check(inner.address, inner.family);
  };
}
