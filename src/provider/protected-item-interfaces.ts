import { sameId } from "../azure/resource-id";
import type { Properties } from "../plugin/handlers";
import { objectsIn, textOf } from "../arm/azure-object";
import {
  addressFields,
  interfaceFields,
  repeatedAddressFields,
  repeatedInterfaceFields,
} from "./protected-item-fields";
import { differingFields, heldFields, sentFields } from "./settings-fields";

/** The network interfaces of an item as Azure answers them, in a program's words. */
export function interfacesHeld(nics: readonly Properties[]): Properties[] {
  return nics.map((nic) => ({
    ...heldFields(interfaceFields, nic),
    ipConfigurations: objectsIn(nic.ipConfigs).map((each) => heldFields(addressFields, each)),
  }));
}

/** Whether something is asked for that is not held so. Interfaces and addresses that are left out stay. */
export function interfacesDiffer(
  held: readonly Properties[],
  asked: readonly Properties[],
): boolean {
  return asked.some((nic) => {
    const before = sameInterface(held, nic.networkInterfaceId);
    return (
      before === undefined ||
      differingFields(interfaceFields, before, nic).length > 0 ||
      objectsIn(nic.ipConfigurations).some((address) => {
        const known = sameAddress(objectsIn(before.ipConfigurations), address.name);
        return known === undefined || differingFields(addressFields, known, address).length > 0;
      })
    );
  });
}

/** Every interface as Azure answers it, with what is asked for; one that Azure does not know is sent too. */
export function changedInterfaces(
  nics: readonly Properties[],
  asked: readonly Properties[],
): Properties[] {
  const unknown = asked.filter(
    ({ networkInterfaceId }) =>
      !nics.some(({ nicId }) => sameId(textOf(nicId) ?? "", textOf(networkInterfaceId) ?? "")),
  );
  return [...nics.map((nic) => changedInterface(nic, asked)), ...unknown.map(newInterface)];
}

function changedInterface(nic: Properties, asked: readonly Properties[]): Properties {
  const wanted = sameInterface(asked, nic.nicId) ?? {};
  const addresses = objectsIn(wanted.ipConfigurations);
  const known = objectsIn(nic.ipConfigs);
  const added = addresses.filter(({ name }) => sameAddress(known, name) === undefined);
  return {
    ...sentFields(repeatedInterfaceFields, heldFields(repeatedInterfaceFields, nic)),
    ...sentFields(interfaceFields, {
      ...heldFields(interfaceFields, nic),
      ...wanted,
      networkInterfaceId: nic.nicId,
    }),
    ipConfigs: [
      ...known.map((address) => ({
        ...sentFields(repeatedAddressFields, heldFields(repeatedAddressFields, address)),
        ...sentFields(addressFields, {
          ...heldFields(addressFields, address),
          ...sameAddress(addresses, address.name),
        }),
      })),
      ...added.map((address) => sentFields(addressFields, address)),
    ],
  };
}

function newInterface(nic: Properties): Properties {
  return {
    ...sentFields(interfaceFields, nic),
    ipConfigs: objectsIn(nic.ipConfigurations).map((each) => sentFields(addressFields, each)),
  };
}

function sameInterface(nics: readonly Properties[], id: unknown): Properties | undefined {
  return nics.find((nic) => sameId(textOf(nic.networkInterfaceId) ?? "", textOf(id) ?? ""));
}

function sameAddress(addresses: readonly Properties[], name: unknown): Properties | undefined {
  const wanted = textOf(name)?.toLowerCase();
  return addresses.find((address) => textOf(address.name)?.toLowerCase() === wanted);
}
