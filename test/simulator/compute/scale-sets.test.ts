import assert from "node:assert/strict";
import { callerOf, errorOf } from "../caller";
import { invalid, refusalOf } from "./refusal";
import { group, machine, machineBody, nic, propertiesOf, send, withNetwork } from "./small-estate";

const scaleSets = `${group}/providers/Microsoft.Compute/virtualMachineScaleSets`;
const scaleSet = `${scaleSets}/scaleSet1`;
const location = "westeurope";
const version = "api-version=2024-11-01";
const flexible = (properties: object = {}, more: object = {}): object => ({
  location,
  properties: { orchestrationMode: "Flexible", platformFaultDomainCount: 1, ...properties },
  ...more,
});
const member = { virtualMachineScaleSet: { id: scaleSet } };
const second = machine.replace("machine1", "machine2");
const otherNic = nic.replace("nic1", "nic2");
const more = "For more information, see https://aka.ms/vmo/attachdetach.";

const notAllowed = (message: string, code = "OperationNotAllowed"): object => ({
  status: 409,
  code,
  message,
});

describe("simulated Flexible scale sets", () => {
  it("are work at their location, and the same again changes nothing", async () => {
    const { azure, owner } = await withNetwork();
    const created = await owner.send("PUT", `${scaleSet}?${version}`, flexible());
    assert.equal(created.status, 201);
    assert.match(
      created.headers["azure-asyncoperation"] ?? "",
      /Microsoft.Compute\/locations\/westeurope\/operations\//,
    );
    await owner.wait(60);
    const { uniqueId, timeCreated, ...properties } = await propertiesOf(owner, scaleSet);
    assert.deepEqual([typeof uniqueId, typeof timeCreated], ["string", "string"]);
    assert.deepEqual(properties, {
      orchestrationMode: "Flexible",
      platformFaultDomainCount: 1,
      singlePlacementGroup: false,
      provisioningState: "Succeeded",
    });
    const before = azure.estate.version;
    assert.equal((await send(owner, "PUT", scaleSet, flexible())).status, 200);
    assert.equal(azure.estate.version, before);
    for (const list of [scaleSets, scaleSets.replace("/resourceGroups/rg", "")]) {
      const { body } = await owner.send("GET", `${list}?${version}`);
      assert.deepEqual(
        (body as { value: { id: string }[] }).value.map(({ id }) => id),
        [scaleSet],
      );
    }
    assert.equal((await send(owner, "DELETE", scaleSet)).status, 202);
    assert.equal((await send(owner, "DELETE", scaleSet)).status, 204);
  });

  it("are the only ones, and make no instances", async () => {
    const { owner } = await withNetwork();
    const put = async (body: object): Promise<object> =>
      refusalOf(await send(owner, "PUT", scaleSet, body));
    const absent = (message: string): object => ({
      status: 501,
      code: "ScaleSetNotSimulated",
      target: undefined,
      message,
    });
    const uniform = absent(
      "Scale sets of the orchestration mode 'Uniform' are not simulated. Set 'orchestrationMode' to 'Flexible'.",
    );
    assert.deepEqual(await put(flexible({ orchestrationMode: "Uniform" })), uniform);
    assert.deepEqual(await put({ location, properties: {} }), uniform);
    assert.deepEqual(
      await put(flexible({}, { sku: { name: "Standard_B2s", capacity: 2 } })),
      absent(
        "Instances of scale sets are not made. Set 'sku.capacity' to 0, and let virtual machines name the scale set.",
      ),
    );
    assert.deepEqual(
      await put(flexible({ orchestrationMode: "Loose" })),
      invalid("orchestrationMode", "The value of parameter orchestrationMode is invalid."),
    );
  });

  it("have a number of fault domains, or zones, and keep them", async () => {
    const { owner } = await withNetwork();
    const target = "platformFaultDomainCount";
    const put = async (body: object): Promise<object> =>
      refusalOf(await send(owner, "PUT", scaleSet, body));
    assert.deepEqual(
      await put({ location, properties: { orchestrationMode: "Flexible" } }),
      invalid(target, `Required parameter '${target}' is missing (null).`),
    );
    assert.deepEqual(
      await put(flexible({ platformFaultDomainCount: 5 })),
      invalid(target, "The specified fault domain count 5 must fall in the range 1 to 3."),
    );
    assert.deepEqual(
      await put(flexible({ platformFaultDomainCount: 2 }, { zones: ["1"] })),
      invalid(
        target,
        "Specifying Availability Zones is not allowed when Virtual Machine Scale Set has " +
          "platformFaultDomainCount higher than 1 with OrchestrationMode: 'Flexible'.",
      ),
    );
    assert.deepEqual(
      errorOf(await send(owner, "PUT", scaleSet, flexible({}, { zones: ["5"] }))).code,
      "InvalidAvailabilityZone",
    );
    await send(owner, "PUT", scaleSet, flexible({}, { zones: ["1"] }));
    for (const [name, body] of [
      [target, { properties: { platformFaultDomainCount: 2 }, zones: [] }],
      ["singlePlacementGroup", { properties: { singlePlacementGroup: true } }],
      ["zones", { zones: ["2"] }],
    ] as const) {
      assert.deepEqual(
        errorOf(await send(owner, "PATCH", scaleSet, body)),
        notAllowed(`Changing property '${name}' is not allowed.`, "PropertyChangeNotAllowed"),
      );
    }
    assert.equal((await send(owner, "PATCH", scaleSet, { zones: ["1", "2"] })).status, 200);
  });

  it("hold machines that name them, spread over fault domains", async () => {
    const { owner } = await withNetwork(["nic1", "nic2"]);
    await send(owner, "PUT", scaleSet, flexible({ platformFaultDomainCount: 3 }));
    await send(
      owner,
      "PUT",
      machine,
      machineBody({ properties: { ...member, platformFaultDomain: 2 } }),
    );
    await send(owner, "PUT", second, machineBody({ nics: [otherNic], properties: member }));
    const domainOf = async (id: string): Promise<unknown> => {
      const { body } = await owner.send("GET", `${id}/instanceView?${version}`);
      const { platformUpdateDomain, platformFaultDomain } = body as Record<string, unknown>;
      return [platformUpdateDomain, platformFaultDomain];
    };
    assert.deepEqual(await Promise.all([machine, second].map(domainOf)), [
      [undefined, 2],
      [undefined, 0],
    ]);
    const { body } = await owner.send("GET", `${scaleSet}/virtualMachines?${version}`);
    const { value } = body as { value: Record<string, unknown>[] };
    assert.deepEqual(
      value.map(({ id, name, instanceId, type }) => [id, name, instanceId, type]),
      ["machine1", "machine2"].map((name) => [
        `${scaleSet}/virtualMachines/${name}`,
        name,
        name,
        "Microsoft.Compute/virtualMachineScaleSets/virtualMachines",
      ]),
    );
    await send(owner, "PUT", `${scaleSets}/scaleSet2`, flexible());
    for (const [wanted, names] of [
      [scaleSet, ["machine1", "machine2"]],
      [`${scaleSets}/scaleSet2`, []],
    ] as const) {
      const filter = encodeURIComponent(`'virtualMachineScaleSet/id' eq '${wanted}'`);
      const list = await owner.send(
        "GET",
        `${group}/providers/Microsoft.Compute/virtualMachines?$filter=${filter}&${version}`,
      );
      assert.deepEqual(
        (list.body as { value: { name: string }[] }).value.map(({ name }) => name),
        names,
      );
    }
    assert.deepEqual(
      errorOf(await send(owner, "DELETE", scaleSet)),
      notAllowed(
        "Virtual Machine Scale Set 'scaleSet1' cannot be deleted while virtual machines are in it.",
      ),
    );
    assert.deepEqual(
      errorOf(
        await send(owner, "PATCH", machine, {
          properties: { virtualMachineScaleSet: { id: null } },
        }),
      ),
      notAllowed(
        "Virtual Machine Scale Set 'scaleSet1' does not support detaching an existing Virtual Machine from it " +
          `because the Virtual Machine Scale Set has more than 1 fault domains. ${more}`,
      ),
    );
    for (const platformFaultDomain of [3, -1, "1"]) {
      assert.deepEqual(
        refusalOf(
          await send(
            owner,
            "PUT",
            `${machine}3`,
            machineBody({ nics: [], properties: { ...member, platformFaultDomain } }),
          ),
        ),
        invalid("platformFaultDomain", "The value of parameter platformFaultDomain is invalid."),
      );
    }
  });

  it("let machines come and go when they have one fault domain", async () => {
    const { owner } = await withNetwork();
    await send(owner, "PUT", scaleSet, flexible());
    await send(owner, "PUT", `${scaleSets}/scaleSet2`, flexible());
    await send(owner, "PUT", machine, machineBody());
    assert.equal((await send(owner, "PATCH", machine, { properties: member })).status, 200);
    assert.equal((await send(owner, "PUT", machine, machineBody())).status, 200);
    assert.deepEqual((await propertiesOf(owner, machine)).virtualMachineScaleSet, { id: scaleSet });
    assert.deepEqual(
      errorOf(
        await send(owner, "PATCH", machine, {
          properties: { virtualMachineScaleSet: { id: `${scaleSets}/scaleSet2` } },
        }),
      ),
      notAllowed(
        "Changing property 'virtualMachineScaleSet.id' is not allowed.",
        "PropertyChangeNotAllowed",
      ),
    );
    const leave = { properties: { virtualMachineScaleSet: null } };
    assert.equal((await send(owner, "PATCH", machine, leave)).status, 200);
    assert.equal((await propertiesOf(owner, machine)).virtualMachineScaleSet, undefined);
    assert.equal((await send(owner, "DELETE", scaleSet)).status, 202);
    assert.deepEqual(
      errorOf(await send(owner, "PATCH", machine, { properties: member })),
      notAllowed(
        `The Virtual Machine Scale Set '${scaleSet}' referenced by the Virtual Machine does not exist.`,
      ),
    );
  });

  it("refuse machines that do not suit them", async () => {
    const { owner } = await withNetwork();
    const set = `${group}/providers/Microsoft.Compute/availabilitySets/set1`;
    await send(owner, "PUT", set, { location, sku: { name: "Aligned" } });
    await send(owner, "PUT", scaleSet, flexible({ platformFaultDomainCount: 2 }));
    const both = { ...member, availabilitySet: { id: set } };
    assert.deepEqual(
      errorOf(await send(owner, "PUT", machine, machineBody({ properties: both }))),
      notAllowed(
        "Virtual Machine cannot be created because both Virtual Machine Scale Set and Availability Set were specified.",
      ),
    );
    assert.deepEqual(
      errorOf(
        await send(owner, "PUT", machine, { ...machineBody({ properties: member }), zones: ["1"] }),
      ),
      notAllowed(
        "Virtual Machine with zones '1' cannot be in the Virtual Machine Scale Set 'scaleSet1' with zones ''.",
      ),
    );
    await send(owner, "PUT", machine, machineBody());
    assert.deepEqual(
      errorOf(await send(owner, "PATCH", machine, { properties: member })),
      notAllowed(
        "Referenced Virtual Machine Scale Set 'scaleSet1' does not support attaching an existing Virtual Machine " +
          `to it because the Virtual Machine Scale Set has more than 1 fault domains. ${more}`,
        "VmssDoesNotSupportAttachingExistingVMMultiFD",
      ),
    );
    const placement = `${group}/providers/Microsoft.Compute/proximityPlacementGroups/placement1`;
    await send(owner, "PUT", placement, { location });
    await send(owner, "DELETE", scaleSet);
    await send(owner, "PUT", scaleSet, flexible());
    assert.deepEqual(
      errorOf(
        await send(owner, "PATCH", machine, {
          properties: { ...member, proximityPlacementGroup: { id: placement } },
        }),
      ),
      notAllowed(
        "Referenced Virtual Machine 'machine1' belongs to a proximity placement group (PPG) and attaching to a " +
          `Virtual Machine Scale Set is not supported. ${more}`,
        "VmssDoesNotSupportAttachingPPGVM",
      ),
    );
    await send(owner, "DELETE", machine);
    await send(
      owner,
      "PUT",
      machine,
      machineBody({ properties: { availabilitySet: { id: set } } }),
    );
    assert.deepEqual(
      errorOf(await send(owner, "PATCH", machine, { properties: member })),
      notAllowed(
        "Referenced Virtual Machine 'machine1' belongs to an Availability Set and attaching to a Virtual Machine " +
          `Scale Set is not supported. ${more}`,
        "VmssDoesNotSupportAttachingExistingAvsetVM",
      ),
    );
  });

  it("keep a profile with its patch settings and without its secrets", async () => {
    const { azure, owner } = await withNetwork();
    const profile = (windowsConfiguration: object): object => ({
      virtualMachineProfile: {
        userData: "c2VjcmV0LTE=",
        storageProfile: { osDisk: { createOption: "FromImage" } },
        osProfile: {
          computerNamePrefix: "vm",
          adminUsername: "azureuser",
          adminPassword: "secret-2",
          customData: "secret-3",
          windowsConfiguration,
        },
        extensionProfile: {
          extensions: [{ name: "e", properties: { protectedSettings: { key: "secret-4" } } }],
        },
      },
    });
    const patchSettings = { patchMode: "AutomaticByPlatform" };
    assert.deepEqual(
      errorOf(
        await send(
          owner,
          "PUT",
          scaleSet,
          flexible(profile({ patchSettings, provisionVMAgent: false })),
        ),
      ).message,
      "The patchMode 'AutomaticByPlatform' is invalid. For patchMode 'AutomaticByPlatform', the property " +
        "'provisionVMAgent' must be set to true.",
    );
    await send(owner, "PUT", scaleSet, flexible(profile({ patchSettings })));
    assert.deepEqual((await propertiesOf(owner, scaleSet)).virtualMachineProfile, {
      storageProfile: { osDisk: { createOption: "FromImage" } },
      osProfile: {
        computerNamePrefix: "vm",
        adminUsername: "azureuser",
        windowsConfiguration: {
          provisionVMAgent: true,
          enableAutomaticUpdates: true,
          patchSettings: { patchMode: "AutomaticByPlatform", assessmentMode: "ImageDefault" },
          enableVMAgentPlatformUpdates: false,
        },
      },
      extensionProfile: { extensions: [{ name: "e", properties: {} }] },
    });
    assert.doesNotMatch(JSON.stringify(azure.save()), /secret-|c2VjcmV0/);
  });

  it("need an action each", async () => {
    const { azure, owner } = await withNetwork();
    await send(owner, "PUT", scaleSet, flexible());
    const stranger = callerOf(azure, "Backup Reader");
    for (const [method, path, action] of [
      ["GET", scaleSet, "virtualMachineScaleSets/read"],
      ["PUT", scaleSet, "virtualMachineScaleSets/write"],
      ["PATCH", scaleSet, "virtualMachineScaleSets/write"],
      ["DELETE", scaleSet, "virtualMachineScaleSets/delete"],
      ["GET", `${scaleSet}/virtualMachines`, "virtualMachineScaleSets/virtualMachines/read"],
    ] as const) {
      const body = method === "PUT" || method === "PATCH" ? flexible() : undefined;
      const { code, message } = errorOf(await stranger.send(method, `${path}?${version}`, body));
      assert.equal(code, "AuthorizationFailed");
      assert.match(message, new RegExp(`perform action 'Microsoft.Compute/${action}' over scope`));
    }
  });
});
