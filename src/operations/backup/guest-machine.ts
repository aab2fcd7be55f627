import { armUrl, virtualMachineApiVersion } from "../../arm/api";
import { azureObject, objectsIn, textOf } from "../../arm/azure-object";
import { asObject } from "../../arm/errors";
import { errorFinding, InvalidInputError } from "../../azure/finding";
import {
  guestSystemNamed,
  type GuestSystemName,
  guestSystemOf,
  guestSystems,
} from "../../azure/guest-agent/guest-systems";
import type { GuestFacts } from "../../azure/guest-agent/reachability";
import type { OperatingSystem } from "../../azure/guest-patching";
import type { Run } from "../run/run";
import { machineGoneError, type NamedMachine } from "./machine";

/** A machine as far as its inside is concerned. */
export interface GuestMachine extends GuestFacts {
  readonly operatingSystem: OperatingSystem | undefined;
  /** `undefined` where neither its image nor its agent tells the distribution. */
  readonly system: GuestSystemName | undefined;
}

/** Reads a machine with its instance view: one request. */
export async function readGuest(run: Run, { id, name }: NamedMachine): Promise<GuestMachine> {
  const url = `${armUrl(id, virtualMachineApiVersion)}&$expand=instanceView`;
  const answer = await run.client.getOrUndefined(url, run.signal);
  if (answer === undefined) {
    throw machineGoneError({ id, name });
  }
  const { properties } = azureObject(answer);
  const storage = asObject(properties.storageProfile) ?? {};
  const profile = asObject(properties.osProfile) ?? {};
  const view = asObject(properties.instanceView) ?? {};
  const system = textOf(asObject(storage.osDisk)?.osType);
  const operatingSystem = system === "Windows" || system === "Linux" ? system : undefined;
  const settings = asObject(profile.windowsConfiguration ?? profile.linuxConfiguration) ?? {};
  const image = asObject(storage.imageReference) ?? {};
  const [publisher, offer, sku] = [image.publisher, image.offer, image.sku].map(textOf);
  return {
    id,
    name,
    operatingSystem,
    system: guestSystemOf({
      operatingSystem,
      osName: textOf(view.osName),
      image:
        publisher === undefined || offer === undefined || sku === undefined
          ? undefined
          : { publisher, offer, sku },
    }),
    powerState: objectsIn(view.statuses)
      .map(({ code }) => textOf(code))
      .find((code) => code?.startsWith("PowerState/"))
      ?.slice("PowerState/".length),
    agent: agentIn(view),
    provisionVmAgent: flag(settings.provisionVMAgent),
    allowExtensionOperations: flag(profile.allowExtensionOperations),
  };
}

function agentIn(view: Readonly<Record<string, unknown>>): GuestFacts["agent"] {
  const agent = asObject(view.vmAgent);
  if (agent === undefined) {
    return undefined;
  }
  const [status = {}] = objectsIn(agent.statuses);
  const heardAt = textOf(status.time);
  return {
    version: textOf(agent.vmAgentVersion) ?? "Unknown",
    isReady: status.displayStatus === "Ready",
    message: textOf(status.message),
    heardAt: heardAt === undefined ? undefined : new Date(heardAt),
    handlerCount: objectsIn(agent.extensionHandlers).length,
  };
}

function flag(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

/**
 * The system whose commands a machine needs. Throws `InvalidInputError` when it is told by nothing,
 * and when it is told otherwise than what Azure knows of the machine.
 */
export function systemFor(
  machine: GuestMachine,
  told: GuestSystemName | undefined,
): GuestSystemName {
  const system = told ?? machine.system;
  const known = Object.keys(guestSystems).join(", ");
  if (system === undefined) {
    throw new InvalidInputError(`The machine "${machine.name}"`, [
      errorFinding(
        "EVG-BACKUP-088",
        "system",
        "Neither its image nor its agent tells which distribution it runs.",
        `Give its system, one of ${known}; the last is for a distribution that is not named.`,
      ),
    ]);
  }
  const { operatingSystem } = guestSystemNamed(system);
  if (machine.operatingSystem !== undefined && machine.operatingSystem !== operatingSystem) {
    throw new InvalidInputError(`The machine "${machine.name}"`, [
      errorFinding(
        "EVG-BACKUP-089",
        "system",
        `"${system}" is ${operatingSystem}, and Azure says that the machine runs ${machine.operatingSystem}.`,
        "Leave the system out, or give one that it can run.",
      ),
    ]);
  }
  return system;
}
