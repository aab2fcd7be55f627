import type { StoredResource } from "../estate";
import { asObject, asText, type JsonObject, valueAt } from "../json";
import type { ArmError, Platform } from "../operation";

/** Why the last work on a machine or an extension failed. */
export interface ProvisioningFailure {
  readonly code: string;
  readonly message: string;
  /** What the guest itself reported; an extension alone has it. */
  readonly reported?: string;
  /** ISO date and time. */
  readonly at: string;
}

export function failureOf(
  platform: Platform,
  resource: StoredResource,
): ProvisioningFailure | undefined {
  return notesOf(platform).get(resource.id.toLowerCase());
}

export function noteFailure(
  platform: Platform,
  resource: StoredResource,
  { code, message }: ArmError,
  reported?: string,
): void {
  const at = platform.clock.now().toISOString();
  const failure = { code, message, at, ...(reported !== undefined && { reported }) };
  notesOf(platform).set(resource.id.toLowerCase(), failure);
}

export function forgetFailure(platform: Platform, resource: StoredResource): void {
  notesOf(platform).delete(resource.id.toLowerCase());
}

/** Forgets the failures of a machine and of its extensions. */
export function forgetFailuresWithin(platform: Platform, machine: StoredResource): void {
  const own = machine.id.toLowerCase();
  for (const id of [...notesOf(platform).keys()]) {
    if (id === own || id.startsWith(`${own}/`)) {
      notesOf(platform).delete(id);
    }
  }
}

export function hasFailed(resource: unknown): boolean {
  return valueAt(resource, "properties.provisioningState") === "Failed";
}

/** Sets the state of a resource that another one's work has changed. */
export function setProvisioningState(
  { estate }: Platform,
  id: string,
  provisioningState: "Succeeded" | "Failed",
): void {
  const resource = estate.get(id);
  if (resource !== undefined) {
    const properties = { ...asObject(resource.properties), provisioningState };
    estate.put({ ...resource, properties });
  }
}

/**
 * The state of a machine in its instance view. Shape of a failure: learn.microsoft.com
 * troubleshoot/azure/azure-kubernetes (Code `ProvisioningState/failed/VMExtensionProvisioningError`).
 *
 * @param time - When the last work that did not fail was done.
 */
export function provisioningStatus(
  platform: Platform,
  machine: StoredResource,
  time: string,
): JsonObject {
  const state = asText(valueAt(machine, "properties.provisioningState")) ?? "Succeeded";
  const failure = failureOf(platform, machine);
  if (state === "Failed" && failure !== undefined) {
    return {
      code: `ProvisioningState/failed/${failure.code}`,
      level: "Error",
      displayStatus: "Provisioning failed",
      message: failure.message,
      time: failure.at,
    };
  }
  return {
    code: `ProvisioningState/${state.toLowerCase()}`,
    level: state === "Failed" ? "Error" : "Info",
    displayStatus:
      state === "Succeeded" || state === "Failed" ? `Provisioning ${state.toLowerCase()}` : state,
    time,
  };
}

function notesOf(platform: Platform): Map<string, ProvisioningFailure> {
  return platform.estate.notes<ProvisioningFailure>("provisioning failures");
}
