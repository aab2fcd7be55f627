import type { StoredResource } from "../../estate";
import { asObject, asText } from "../../json";
import type { Answer, Call, Operation } from "../../operation";
import { requireBody } from "../../resource-manager/resource-write";
import { examples, presented } from "../entity-operations";
import { containers } from "../protection-containers";
import { startJob } from "../replication-jobs";
import { containerType, paths, requireEntity } from "../vault-entities";
import { reprotectInput } from "./failover-input";
import { protectionLinks } from "./protection-links";
import { reprotect, reversalOf } from "./reprotect";

/** Refuses a reprotection that cannot be, or for which the caller lacks rights on the other side. */
export function checkReprotection(call: Call, item: StoredResource): void {
  const { machine, input } = reversalOf(call, item, reprotectInput(call));
  call.requireLinked(protectionLinks(machine, input));
}

/** Turns the direction of replication of one item of a container, as Azure's own clients ask for it. */
export const switchProtectionOperations: Operation[] = [
  {
    id: "ReplicationProtectionContainers_SwitchProtection",
    method: "POST",
    path: `${paths.container}/switchprotection`,
    action: `${containerType}/switchprotection/action`,
    witness: `${examples}/ReplicationProtectionContainers_SwitchProtection.json`,
    handle: switchProtection,
  },
];

function switchProtection(call: Call): Answer {
  const name = asText(asObject(requireBody(call).properties).replicationProtectedItemName) ?? "";
  const containerId = requireEntity(call, call.path.slice(0, call.path.lastIndexOf("/"))).id;
  const itemId = `${containerId}/replicationProtectedItems/${name}`;
  checkReprotection(call, requireEntity(call, itemId));
  return startJob(call, {
    scenarioName: "SwitchProtection",
    friendlyName: "Re-protect",
    targetId: containerId,
    targetInstanceType: "ProtectionContainer",
    durationInSeconds: 300,
    finish: () => {
      reprotect(call, requireEntity(call, itemId), reprotectInput(call));
      return { result: presented(containers, call, requireEntity(call, containerId)) };
    },
  });
}
