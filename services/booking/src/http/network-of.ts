import { isIPv6 } from "node:net";

const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
/** What a household or a server gets of IPv6 is 64 bits wide at least: whoever is there has more addresses than can be counted. */
const groupsOfNetwork = 4;

/** By what requests are counted: an IPv4 address, or the network of an IPv6 address. */
export function networkOf(address: string | undefined): string {
  if (address === undefined) return "unknown";
  const v4 = mapped.exec(address)?.[1];
  if (v4 !== undefined) return v4;
  const [plain = ""] = address.split("%");
  if (!isIPv6(plain)) return address;
  const [front = "", back] = plain.split("::");
  const head = front === "" ? [] : front.split(":");
  // What `::` stands for, where it lies within the network: as many zeros as are missing.
  const tail = back === undefined || back === "" ? [] : back.split(":");
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => "0");
  const groups = back === undefined ? head : [...head, ...zeros, ...tail];
  const network = groups.slice(0, groupsOfNetwork).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}
