import { asArray, asObject, asText, type JsonObject } from "../../json";
import type { Call } from "../../operation";
import { invalidInput } from "../site-recovery-errors";
import type { FailoverOptions, TestFailoverOptions } from "./failover";
import type { PointChoice } from "./recovery-point";

/** Source: Site Recovery API, `PossibleOperationsDirections`. Which one it is follows from the item. */
const directions = ["PrimaryToRecovery", "RecoveryToPrimary"];

/** The `properties` of the body of an action; they may be left out. Refuses what is not of Azure machines. */
function inputOf(call: Call): { readonly properties: JsonObject; readonly details: JsonObject } {
  const properties = asObject(asObject(call.body).properties);
  const details = asObject(properties.providerSpecificDetails);
  requireAzureMachine(details);
  const direction = properties.failoverDirection;
  if (direction !== undefined && !directions.includes(asText(direction) ?? "")) {
    throw invalidInput(
      `The failover direction '${asText(direction) ?? ""}' is neither 'PrimaryToRecovery' nor 'RecoveryToPrimary'.`,
      "Use one of the two.",
    );
  }
  return { properties, details };
}

function requireAzureMachine(details: JsonObject): void {
  const instanceType = details.instanceType;
  if (instanceType !== undefined && instanceType !== "A2A") {
    throw invalidInput(
      `The instance type '${asText(instanceType) ?? ""}' of providerSpecificDetails is not simulated.`,
      "Use the instance type 'A2A'.",
    );
  }
}

/** Body: `UnplannedFailoverInput`. */
export function failoverOptions(call: Call): FailoverOptions {
  const { properties, details } = inputOf(call);
  return {
    recoveryPointId: asText(details.recoveryPointId),
    shutsDownSource: properties.sourceSiteOperations === "Required",
  };
}

/** Body: `TestFailoverInput`. */
export function testFailoverOptions(call: Call): TestFailoverOptions {
  const { properties, details } = inputOf(call);
  return {
    recoveryPointId: asText(details.recoveryPointId),
    networkId: asText(properties.networkId),
  };
}

/** Body: `ApplyRecoveryPointInput`. */
export function pointChoice(call: Call): PointChoice {
  return { recoveryPointId: asText(inputOf(call).properties.recoveryPointId) };
}

/** Body: `ReverseReplicationInput` or `SwitchProtectionInput`. */
export function reprotectInput(call: Call): JsonObject {
  return inputOf(call).details;
}

/** Body: `AddDisksInput` or `RemoveDisksInput`. */
export function diskInput(call: Call, list: "vmManagedDisks" | "vmManagedDisksIds"): unknown[] {
  const { details } = inputOf(call);
  const disks = [...asArray(details[list])];
  if (disks.length === 0) {
    throw invalidInput(
      `Required property '${list}' is missing.`,
      `Retry the operation with ${list}; machines without managed disks are not simulated.`,
    );
  }
  return disks;
}

/** Body: `ResolveHealthErrorsInput`. */
export function healthErrorIds(call: Call): string[] {
  return asArray(inputOf(call).properties.healthErrors).flatMap(
    (error) => asText(asObject(error).healthErrorId) ?? [],
  );
}
