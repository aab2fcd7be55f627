import * as pulumi from "@pulumi/pulumi";
import type { OperatingSystem } from "../../azure/guest-patching";
import { perProgram, programHasRun } from "../../resources/per-program";
import { isPlain, settled } from "../shared/inputs";
import { KnownFacts } from "../shared/known-facts";
import type { PatchSettingsInputs } from "./patch-arguments";

/** A machine that a component of this program makes. */
export interface KnownMachine {
  /** Pulumi's name of the component. */
  readonly name: string;
  readonly virtualMachineId: pulumi.Output<string>;
  readonly operatingSystem: OperatingSystem;
  readonly settings: PatchSettingsInputs;
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location: pulumi.Input<string> | undefined;
  readonly tags: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
  /** azure-native's provider; none is the default one. */
  readonly provider: pulumi.ProviderResource | undefined;
}

const byId = new KnownFacts<KnownMachine>();
const inProgram = perProgram<KnownMachine[]>(() => []);

/** Keeps a machine of this program, by the output of its id. */
export function rememberMachine(
  component: pulumi.ComponentResource & { readonly virtualMachineId: pulumi.Output<string> },
  machine: Omit<KnownMachine, "virtualMachineId" | "operatingSystem" | "provider">,
): void {
  const known: KnownMachine = {
    ...machine,
    virtualMachineId: component.virtualMachineId,
    operatingSystem: machine.settings.operatingSystem,
    provider: providerOf(component),
  };
  byId.remember(known.virtualMachineId, known);
  inProgram().push(known);
}

/** The machine whose id comes from a component of this program. */
export function machineBehind(virtualMachineId: pulumi.Input<string>): KnownMachine | undefined {
  return byId.behind(virtualMachineId);
}

/** The machines that the components of the program have made so far. */
export function machinesSoFar(): readonly KnownMachine[] {
  return inProgram();
}

/** The machines that the components of the program have made by the time that it has run through. */
export async function machinesOfProgram(): Promise<readonly KnownMachine[]> {
  const machines = inProgram();
  await programHasRun();
  return machines;
}

/** azure-native's provider for a resource, where it is not the default one. */
export function providerOf(resource: pulumi.Resource): pulumi.ProviderResource | undefined {
  return resource.getProvider("azure-native:index:Any");
}

/** A value once it is there; nothing when it is not known in a preview, or when what it comes from failed. */
export async function whenKnown<T>(value: T): Promise<pulumi.Unwrap<T> | undefined> {
  if (isPlain(value)) {
    return value as pulumi.Unwrap<T>;
  }
  let found: pulumi.Unwrap<T> | undefined;
  const read = pulumi.output(value).apply((known) => {
    found = known;
  });
  try {
    await settled(read);
  } catch {
    // Whatever failed tells it itself.
  }
  return found;
}
