/** A range of IPv4 addresses; both ends belong to it. */
export interface AddressRange {
  readonly first: number;
  readonly last: number;
}

/** Reads a prefix such as `10.0.0.0/24`; `undefined` when it is none. */
export function readPrefix(prefix: string): AddressRange | undefined {
  const [, address = "", bits = ""] = /^([\d.]+)\/(\d{1,2})$/.exec(prefix) ?? [];
  const first = readAddress(address);
  const length = Number(bits);
  if (first === undefined || bits === "" || length > 32) {
    return undefined;
  }
  const size = 2 ** (32 - length);
  return first % size === 0 ? { first, last: first + size - 1 } : undefined;
}

/** Reads an address such as `10.0.0.4` as a number. */
export function readAddress(address: string): number | undefined {
  const parts = address.split(".").map(Number);
  const valid = parts.length === 4 && parts.every((p) => Number.isInteger(p) && p >= 0 && p < 256);
  return valid ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}

export function writeAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

export function contains(outer: AddressRange, inner: AddressRange): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/**
 * The lowest address of a subnet that is free. Azure keeps the first four and the last.
 * Source: learn.microsoft.com virtual-network/virtual-networks-faq.
 */
export function firstFree(
  subnet: AddressRange,
  isTaken: (address: number) => boolean,
): number | undefined {
  for (let address = subnet.first + 4; address < subnet.last; address++) {
    if (!isTaken(address)) {
      return address;
    }
  }
  return undefined;
}
