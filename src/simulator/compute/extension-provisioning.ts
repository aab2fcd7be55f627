import { isDeepStrictEqual } from "node:util";
import { isReservedExtension } from "../../azure/vm-extension";
import type { StoredResource } from "../estate";
import { asObject, asText, valueAt } from "../json";
import { ArmError, type Platform } from "../operation";
import { extensionsOf, handlerOf, machineIdOf } from "./extensions";
import { operatingSystemOf } from "./patch-settings";
import {
  failureOf,
  forgetFailure,
  hasFailed,
  noteFailure,
  setProvisioningState,
} from "./provisioning-failures";
import { powerOf } from "./power-state";
import { agentAnswers, agentSilent } from "./vm-agent";

const extensionErrors: readonly string[] = [
  "VMAgentStatusCommunicationError",
  "VMExtensionHandlerNonTransientError",
  "VMExtensionProvisioningError",
];

/** How an extension fails: what Azure answers, and what the guest reported. */
interface Failing {
  readonly error: ArmError;
  readonly reported?: string;
}

/**
 * Runs an extension that was written; throws what it fails with, which fails the machine too.
 * What was written as it stands already is not run again, unless its `forceUpdateTag` is another.
 * Sources: learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout
 * (UserErrorVmProvisioningStateFailed) and virtual-machines/extensions/custom-script-windows.
 */
export function provisionExtension(
  platform: Platform,
  extension: StoredResource,
  existing: StoredResource | undefined,
): void {
  const machine = platform.estate.get(machineIdOf(extension.id));
  if (machine === undefined || isDeepStrictEqual(existing, extension)) {
    return;
  }
  try {
    // As long as another one fails, nothing new is installed. Source: MicrosoftDocs/azure-docs pull request 85736.
    retryExtensions(platform, machine, extension.id);
  } catch (error) {
    if (error instanceof ArmError) {
      noteFailure(platform, extension, error);
    }
    throw error;
  }
  const failing = run(platform, machine, extension);
  if (failing === undefined) {
    forgetFailure(platform, extension);
    repair(platform, machine, extension.id);
    return;
  }
  const { error, reported } = failing;
  noteFailure(platform, extension, error, reported);
  // An agent that is not heard cannot be overheard. Source: Compute API, `suppressFailures`.
  if (valueAt(extension, "properties.suppressFailures") === true && reported !== undefined) {
    return;
  }
  fail(platform, machine, error);
}

/**
 * Runs the failed extensions of a machine again, as Azure does with its next work on the machine;
 * throws what one fails with. Source: MicrosoftDocs/SupportArticles-docs pull request 1984.
 *
 * @param except - Id of one that is looked after apart.
 */
export function retryExtensions(
  platform: Platform,
  machine: StoredResource,
  except?: string,
): void {
  const extensions =
    powerOf(platform, machine).state === "running" ? extensionsOf(platform, machine.id) : [];
  for (const extension of extensions) {
    if (!hasFailed(extension) || extension.id === except || isPlatforms(extension)) {
      continue;
    }
    const failing = run(platform, machine, extension);
    if (failing !== undefined) {
      noteFailure(platform, extension, failing.error, failing.reported);
      fail(platform, machine, failing.error);
    }
    forgetFailure(platform, extension);
    setProvisioningState(platform, extension.id, "Succeeded");
  }
}

/** Runs an extension that the platform brings: one that fails is tried again by the platform, and fails no machine. */
export function provisionOwnExtension(
  platform: Platform,
  machine: StoredResource,
  extension: StoredResource,
): boolean {
  const failing = run(platform, machine, extension);
  if (failing === undefined) {
    forgetFailure(platform, extension);
  } else {
    noteFailure(platform, extension, failing.error, failing.reported);
  }
  const state = failing === undefined ? "Succeeded" : "Failed";
  setProvisioningState(platform, extension.id, state);
  return failing === undefined;
}

/** Fails work on an extension whose machine's agent is silent. */
export function requireAgent(platform: Platform, extension: StoredResource): void {
  const machine = platform.estate.get(machineIdOf(extension.id));
  if (machine !== undefined && !agentAnswers(platform, machine)) {
    const error = agentSilent(machine);
    noteFailure(platform, extension, error);
    setProvisioningState(platform, extension.id, "Failed");
    fail(platform, machine, error);
  }
}

/** An extension is gone: a machine that failed by it alone has failed no longer. */
export function forgetExtension(platform: Platform, extension: StoredResource): void {
  forgetFailure(platform, extension);
  const machine = platform.estate.get(machineIdOf(extension.id));
  if (machine !== undefined && hasFailed(extension)) {
    repair(platform, machine, extension.id);
  }
}

/** The platform looks after its own extensions. */
function isPlatforms(extension: StoredResource): boolean {
  const { publisher, type } = asObject(extension.properties);
  return isReservedExtension(asText(publisher) ?? "", asText(type) ?? "");
}

function run(
  platform: Platform,
  machine: StoredResource,
  extension: StoredResource,
): Failing | undefined {
  if (!agentAnswers(platform, machine)) {
    return { error: agentSilent(machine) };
  }
  const strikes = (fault: "extension fails" | "extension handler fails"): boolean =>
    platform.faults.strikes(fault, extension.id) || platform.faults.strikes(fault, machine.id);
  const { name } = extension;
  const help = `https://aka.ms/vmextension${operatingSystemOf(machine).toLowerCase()}troubleshoot`;
  if (strikes("extension handler fails")) {
    const reported = "[ExtensionOperationError] Non-zero exit code: 1";
    return { reported, error: handlerFailed(handlerOf(extension), name, reported, help) };
  }
  if (strikes("extension fails")) {
    const reported =
      "Enable failed: failed to execute command: command terminated with exit status=1";
    return { reported, error: enablingFailed(extension, reported, help) };
  }
  return undefined;
}

/** Text: Azure/custom-script-extension-linux pull request 254. */
function handlerFailed(handler: string, name: string, reported: string, help: string): ArmError {
  return new ArmError(
    409,
    "VMExtensionHandlerNonTransientError",
    `The handler for VM extension type '${handler}' has reported terminal failure for VM extension '${name}' ` +
      `with error message: '${reported}'.\r\n    \r\n'Install handler failed for the extension. More ` +
      `information on troubleshooting is available at ${help}'`,
  );
}

/** Text: kubernetes-sigs/cluster-api-provider-azure issue 5367. */
function enablingFailed(extension: StoredResource, reported: string, help: string): ArmError {
  const properties = asObject(extension.properties);
  const [publisher = "", type = ""] = [properties.publisher, properties.type].map(asText);
  return new ArmError(
    409,
    "VMExtensionProvisioningError",
    `VM has reported a failure when processing extension '${extension.name}' (publisher '${publisher}' and ` +
      `type '${type}'). Error message: '${reported}'. More information on troubleshooting is available at ${help}. `,
  );
}

function fail(platform: Platform, machine: StoredResource, error: ArmError): never {
  noteFailure(platform, machine, error);
  setProvisioningState(platform, machine.id, "Failed");
  throw error;
}

/** A machine of which no other extension fails has the state again that it would have without this one. */
function repair(platform: Platform, machine: StoredResource, extensionId: string): void {
  const others = extensionsOf(platform, machine.id).filter(
    (other) => other.id !== extensionId && !isPlatforms(other),
  );
  const byExtension = extensionErrors.includes(failureOf(platform, machine)?.code ?? "");
  if (hasFailed(machine) && byExtension && !others.some(hasFailed)) {
    forgetFailure(platform, machine);
    setProvisioningState(platform, machine.id, "Succeeded");
  }
}
