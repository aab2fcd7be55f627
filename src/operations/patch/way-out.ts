import { armUrl, networkApiVersion } from "../../arm/api";
import { objectsIn, textAt } from "../../arm/azure-object";
import { asObject } from "../../arm/errors";
import { securityRulesIn } from "../../arm/security-rules";
import type { WayOut } from "../../azure/patch-network";
import { parseResourceId } from "../../azure/resource-id";
import { interfaceRow, partsOfMachineQuery } from "../../azure/resource-graph-queries";
import { describeError } from "../run/operation-error";
import { queryAll } from "../run/resource-graph";
import type { Run } from "../run/run";
import type { PatchMachine } from "./machines";

/** The way out of a machine, or why it cannot be seen, as a sentence. */
export type SeenWayOut = { readonly way: WayOut } | { readonly reason: string };

/**
 * Reads what the primary interface of a machine is led through on its way out: some requests for one machine.
 * What may not be read is a reason, not an error.
 */
export async function readWayOut(run: Run, { row }: PatchMachine): Promise<SeenWayOut> {
  try {
    const rows = await queryAll(run, partsOfMachineQuery(row.id), [row.subscriptionId]);
    const interfaces = rows.filter(({ type }) => type === interfaceRow);
    const found =
      interfaces.find(({ properties }) => properties?.primary === true) ?? interfaces[0];
    return found === undefined
      ? {
          reason:
            "No network interface of it can be seen: the action Microsoft.Network/networkInterfaces/read may be missing.",
        }
      : { way: await wayOutOf(run, found.properties ?? {}) };
  } catch (error) {
    run.signal.throwIfAborted();
    return { reason: `The network of it cannot be read: ${describeError(error)}` };
  }
}

async function wayOutOf(run: Run, properties: Readonly<Record<string, unknown>>): Promise<WayOut> {
  const configurations = objectsIn(properties.ipConfigurations).map((each) =>
    asObject(each.properties),
  );
  const subnetId = idAt(configurations[0], "subnet");
  const subnet = subnetId === "" ? {} : await propertiesOf(run, subnetId);
  const groupIds = [idAt(properties, "networkSecurityGroup"), idAt(subnet, "networkSecurityGroup")];
  const securityGroups: WayOut["securityGroups"][number][] = [];
  for (const id of new Set(groupIds.filter((each) => each !== ""))) {
    const rules = securityRulesIn(await propertiesOf(run, id));
    securityGroups.push({ name: parseResourceId(id).name, rules });
  }
  const tableId = idAt(subnet, "routeTable");
  const table = tableId === "" ? {} : await propertiesOf(run, tableId);
  return {
    securityGroups,
    routes: objectsIn(table.routes).map((route) => ({
      name: textAt(route, "name"),
      addressPrefix: textAt(route.properties, "addressPrefix"),
      nextHopType: textAt(route.properties, "nextHopType"),
      nextHopAddress: textAt(route.properties, "nextHopIpAddress"),
    })),
    isPrivate: subnet.defaultOutboundAccess === false,
    hasOwnWayOut:
      idAt(subnet, "natGateway") !== "" ||
      configurations.some(
        (each) =>
          idAt(each, "publicIPAddress") !== "" ||
          objectsIn(each?.loadBalancerBackendAddressPools).length > 0,
      ),
  };
}

async function propertiesOf(run: Run, id: string): Promise<Readonly<Record<string, unknown>>> {
  const { body } = await run.client.get(armUrl(id, networkApiVersion), run.signal);
  return asObject(asObject(body)?.properties) ?? {};
}

/** The id of something that an object links to; empty where it links to none. */
function idAt(value: unknown, name: string): string {
  return textAt(asObject(value)?.[name], "id");
}
