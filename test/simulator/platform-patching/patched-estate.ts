import assert from "node:assert/strict";
import type { ArmResponse } from "../../../src/arm/transport";
import type { SimulatedAzure } from "../../../src/simulator/index";
import { type Caller, callerOf, newAzure, newGroup } from "../caller";
import { group, machineBody, nic, network, send, today } from "../compute/small-estate";

/** Patch settings that leave patching to the platform. */
export const byPlatform = { patchMode: "AutomaticByPlatform" };

export interface View {
  readonly vmAgent: { readonly vmAgentVersion: string };
  readonly extensions?: readonly {
    readonly name: string;
    readonly substatuses?: readonly { readonly code: string; readonly message: string }[];
  }[];
  readonly patchStatus?: {
    readonly availablePatchSummary?: Readonly<Record<string, unknown>>;
    readonly lastPatchInstallationSummary?: Readonly<Record<string, unknown>>;
    readonly configurationStatuses?: readonly { readonly code: string; readonly time: string }[];
  };
}

export const machineId = (name: string): string =>
  `${group}/providers/Microsoft.Compute/virtualMachines/${name}`;

type MachineOptions = Parameters<typeof machineBody>[0] & {
  readonly location?: string;
  readonly zones?: readonly string[];
};

/** An estate in which machines can be made in every region. */
export class PatchedEstate {
  readonly azure: SimulatedAzure;
  readonly owner: Caller;

  private constructor(options: ConstructorParameters<typeof SimulatedAzure>[0]) {
    this.azure = newAzure(options);
    this.owner = callerOf(this.azure, "Owner");
  }

  static async make(
    options: ConstructorParameters<typeof SimulatedAzure>[0] = {},
  ): Promise<PatchedEstate> {
    const estate = new PatchedEstate(options);
    await newGroup(estate.owner);
    return estate;
  }

  /** Makes a machine with its network; Linux that the platform patches unless something else is asked for. */
  async machine(name: string, options: MachineOptions = {}): Promise<void> {
    const { location = "westeurope", zones, ...rest } = options;
    const ownNic = nic.replace("nic1", `nic-${name}`);
    const subnet = `${network}-${location}/subnets/subnet1`;
    await this.#network(location);
    const body = (properties: object): object => ({ location, properties });
    await this.#put(
      ownNic,
      body({ ipConfigurations: [{ name: "main", properties: { subnet: { id: subnet } } }] }),
      "2024-05-01",
    );
    await this.#put(machineId(name), {
      ...machineBody({ linux: { patchSettings: byPlatform }, nics: [ownNic], ...rest }),
      location,
      ...(zones && { zones }),
    });
  }

  async view(name: string): Promise<View> {
    return (await this.get(`${machineId(name)}/instanceView`)) as View;
  }

  async get(id: string, version = today): Promise<unknown> {
    const { body } = await this.owner.send("GET", `${id}?api-version=${version}`);
    return body;
  }

  /** When a machine was patched last, and how it went. */
  async patched(name: string): Promise<readonly unknown[] | undefined> {
    const last = (await this.view(name)).patchStatus?.lastPatchInstallationSummary;
    return last && [last.startTime, last.status];
  }

  post(name: string, action: string): Promise<ArmResponse> {
    return this.owner.send("POST", `${machineId(name)}/${action}?api-version=${today}`);
  }

  /** Turns the clock to a time. */
  until(time: string): void {
    const left = new Date(time).getTime() - this.azure.clock.now().getTime();
    assert.ok(left >= 0, `it is after ${time}`);
    this.azure.clock.advance(left);
  }

  async #network(location: string): Promise<void> {
    const id = `${network}-${location}`;
    if (this.azure.estate.get(id) === undefined) {
      const properties = {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [{ name: "subnet1", properties: { addressPrefix: "10.0.0.0/20" } }],
      };
      await this.#put(id, { location, properties }, "2024-05-01");
    }
  }

  async #put(id: string, body: object, version = today): Promise<void> {
    const answer = await send(this.owner, "PUT", id, body, version);
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
  }
}
