import {
  type AddressRange,
  contains,
  firstFree,
  readAddress,
  readPrefix,
  writeAddress,
} from "../../network/address-ranges";
import { usedAddresses } from "../../network/network-interfaces";
import { subnetPrefix, subnetType } from "../../network/subnets";
import type { StoredResource } from "../../estate";
import type { Platform } from "../../operation";
import { entitiesWithin } from "../vault-entities";
import type { RecoveryKind } from "./recovery-target";

/** An address of a machine that is made by a failover. */
export interface RecoveryAddress {
  readonly subnetId: string;
  readonly privateIPAddress: string;
  readonly privateIPAllocationMethod: "Static" | "Dynamic";
}

/**
 * The subnet of a network that a machine is put into: the one that is asked for, else the one that has
 * the name of the source's, else the first by its name.
 * Source: learn.microsoft.com site-recovery/azure-to-azure-network-mapping ("Specify a subnet").
 */
export function recoverySubnet(
  platform: Platform,
  networkId: string,
  asked: string | undefined,
  sourceName: string | undefined,
): StoredResource | undefined {
  const subnets = entitiesWithin(platform, networkId, subnetType);
  const named = (name: string | undefined): StoredResource | undefined =>
    subnets.find((subnet) => subnet.name.toLowerCase() === name?.toLowerCase());
  const [first] = [...subnets].sort((a, b) => (a.name < b.name ? -1 : 1));
  return asked === undefined ? (named(sourceName) ?? first) : named(asked);
}

/**
 * The address in a subnet. A machine that has a static one gets a static one: the same when it fits and
 * is free, else the next free one, in a test the last free one of the subnet. A test inside the network of
 * the failover leaves the machine's own address free for the failover. Any other machine gets the next
 * free one.
 * Source: learn.microsoft.com site-recovery/azure-to-azure-network-mapping ("IP address assignment").
 *
 * @param wanted.asked - The address of the item's settings.
 * @param wanted.source - The machine's own static address.
 */
export function recoveryAddress(
  platform: Platform,
  subnet: StoredResource,
  wanted: {
    readonly asked: string | undefined;
    readonly source: string | undefined;
    readonly isStatic: boolean;
    readonly kind: RecoveryKind;
    readonly inFailoverNetwork: boolean;
  },
): RecoveryAddress | undefined {
  const range = readPrefix(subnetPrefix(subnet));
  if (range === undefined) {
    return undefined;
  }
  const used = usedAddresses(platform).get(subnet.id.toLowerCase());
  const isTaken = (address: number): boolean => used?.has(address) === true;
  const free = (text: string | undefined): number | undefined => {
    const address = readAddress(text ?? "");
    const fits = address !== undefined && contains(range, { first: address, last: address });
    return fits && !isTaken(address) ? address : undefined;
  };
  const isTest = wanted.kind === "test";
  const next = isTest ? lastFree(range, isTaken) : firstFree(range, isTaken);
  const kept = isTest && wanted.inFailoverNetwork ? undefined : free(wanted.source);
  const own = wanted.isStatic ? (kept ?? next) : firstFree(range, isTaken);
  const address = free(wanted.asked) ?? own;
  return address === undefined
    ? undefined
    : {
        subnetId: subnet.id,
        privateIPAddress: writeAddress(address),
        privateIPAllocationMethod:
          wanted.isStatic || wanted.asked !== undefined ? "Static" : "Dynamic",
      };
}

/** The highest address of a subnet that is free; Azure keeps the last for itself. */
function lastFree(subnet: AddressRange, isTaken: (address: number) => boolean): number | undefined {
  for (let address = subnet.last - 1; address > subnet.first + 3; address--) {
    if (!isTaken(address)) {
      return address;
    }
  }
  return undefined;
}
