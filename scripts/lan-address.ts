import { networkInterfaces } from 'node:os';

/** Networks of containers and virtual machines on this computer: no phone is in them. */
const virtual = /^(docker|br-|veth|virbr|vmnet|vboxnet|tailscale|zt|utun|wg|tun)|vEthernet|WSL/i;
const inHouse = /^(192\.168|10|172\.(1[6-9]|2\d|3[01]))\./;

/** The address under which phones in the same network reach this machine; undefined where it is in none. */
export function lanAddress(interfaces = networkInterfaces()): string | undefined {
  const addresses = Object.entries(interfaces)
    .flatMap(([name, own]) => (own ?? []).map((address) => ({ ...address, isVirtual: virtual.test(name) })))
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'));
  const rank = ({ isVirtual, address }: (typeof addresses)[number]) =>
    Number(isVirtual) * 2 + Number(!inHouse.test(address));
  return addresses.sort((a, b) => rank(a) - rank(b))[0]?.address;
}
