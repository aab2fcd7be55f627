import { failoverDirections, planRecoveryPointTypes } from "../../../azure/recovery-plan";
import { asArray, asObject, asText, type JsonObject, withoutUndefined } from "../../json";
import type { Call } from "../../operation";
import { invalidInput } from "../site-recovery-errors";
import type { MachineOptions, PlanVerb } from "./plan-machines";

/** Refuses the input of a failover; answers its direction. */
export function requireInput(call: Call, verb: PlanVerb, input: JsonObject): string {
  const direction = asText(input.failoverDirection) ?? "";
  if (!(failoverDirections as readonly string[]).includes(direction)) {
    throw invalidInput(
      `failoverDirection '${direction}' is neither 'PrimaryToRecovery' nor 'RecoveryToPrimary'.`,
      "Use 'PrimaryToRecovery' or 'RecoveryToPrimary'.",
    );
  }
  for (const details of asArray(input.providerSpecificDetails).map(asObject)) {
    requireProviderInput(details);
  }
  if (verb === "testFailover") {
    requireNetwork(call, input);
  }
  const { sourceSiteOperations } = input;
  const wantsSource = verb === "unplannedFailover";
  if (
    wantsSource &&
    sourceSiteOperations !== "Required" &&
    sourceSiteOperations !== "NotRequired"
  ) {
    throw invalidInput(
      `sourceSiteOperations '${asText(sourceSiteOperations) ?? ""}' is neither 'Required' nor 'NotRequired'.`,
      "Use 'Required' or 'NotRequired'.",
    );
  }
  return direction;
}

/** What a checked input asks of each machine. */
export function machineOptions(input: JsonObject): MachineOptions {
  const details = asArray(input.providerSpecificDetails).map(asObject);
  const asked = details.map(({ recoveryPointType }) => asText(recoveryPointType))[0];
  return withoutUndefined({
    recoveryPointType: planRecoveryPointTypes.find((type) => type === asked),
    networkId: asText(input.networkId),
    shutsDownSource: input.sourceSiteOperations === "Required",
  });
}

function requireProviderInput(details: JsonObject): void {
  const instanceType = asText(details.instanceType) ?? "";
  if (instanceType !== "A2A") {
    throw invalidInput(
      `The instance type '${instanceType}' of providerSpecificDetails is not simulated.`,
      "Use the instance type 'A2A'.",
    );
  }
  const recoveryPointType = asText(details.recoveryPointType) ?? "";
  if (!(planRecoveryPointTypes as readonly string[]).includes(recoveryPointType)) {
    throw invalidInput(
      `The recovery point type '${recoveryPointType}' is not one of ${planRecoveryPointTypes.join(", ")}.`,
      "Use one of the recovery point types.",
    );
  }
}

/** Source: ReplicationRecoveryPlans_TestFailover.json; Start-AzRecoveryServicesAsrTestFailoverJob. */
function requireNetwork(call: Call, input: JsonObject): void {
  const networkType = asText(input.networkType) ?? "";
  if (networkType === "NoNetworkAttachAsInput") {
    return;
  }
  if (networkType !== "VmNetworkAsInput") {
    throw invalidInput(
      `networkType '${networkType}' is neither 'VmNetworkAsInput' nor 'NoNetworkAttachAsInput'.`,
      "Use 'VmNetworkAsInput' with networkId.",
    );
  }
  const networkId = asText(input.networkId) ?? "";
  if (call.estate.get(networkId)?.type !== "Microsoft.Network/virtualNetworks") {
    throw invalidInput(
      `The virtual network '${networkId}' could not be found.`,
      "Retry the operation with a virtual network that exists.",
    );
  }
}
