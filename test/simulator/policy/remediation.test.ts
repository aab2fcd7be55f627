import assert from "node:assert/strict";
import { permission } from "../../../src/azure/permission";
import {
  policyRemediatorRole,
  scheduleAttacherRole,
  type PolicyRemediationDuty,
} from "../../../src/azure/policy-remediator-roles";
import { patchPolicies } from "../../../src/azure/patch-governance";
import { SimulatedAzure } from "../../../src/simulator/index";
import { asArray, asObject, valueAt } from "../../../src/simulator/json";
import { type Caller, callerOf, errorOf, newAzure, newGroup, subscription } from "../caller";

const group = `${subscription}/resourceGroups/rg`;
const machine = (name: string): string =>
  `${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
const assignment = `${group}/providers/Microsoft.Authorization/policyAssignments/a`;
const configuration = `${subscription}/resourcegroups/rg/providers/Microsoft.Maintenance/maintenanceConfigurations/monthly`;
const task = (name: string, scope = group): string =>
  `${scope}/providers/Microsoft.PolicyInsights/remediations/${name}`;

interface Governed {
  readonly azure: SimulatedAzure;
  readonly owner: Caller;
}

async function mustSend(owner: Caller, method: "PUT" | "POST", path: string, body: object) {
  const answer = await owner.send(method, path, body);
  assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Three machines of Linux, and a schedule for them. */
async function withMachines(names = ["one", "two", "three"]): Promise<Governed> {
  const azure = newAzure();
  const owner = callerOf(azure, "Owner");
  await newGroup(owner);
  const network = `${group}/providers/Microsoft.Network/virtualNetworks/v`;
  await mustSend(owner, "PUT", `${network}?api-version=2024-05-01`, {
    location: "westeurope",
    properties: {
      addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
      subnets: [{ name: "s", properties: { addressPrefix: "10.0.0.0/24" } }],
    },
  });
  await owner.wait(60);
  for (const name of names) {
    const nic = `${group}/providers/Microsoft.Network/networkInterfaces/${name}`;
    await mustSend(owner, "PUT", `${nic}?api-version=2024-05-01`, {
      location: "westeurope",
      properties: {
        ipConfigurations: [
          { name: "primary", properties: { subnet: { id: `${network}/subnets/s` } } },
        ],
      },
    });
    await owner.wait(60);
    await mustSend(owner, "PUT", `${machine(name)}?api-version=2024-11-01`, {
      location: "westeurope",
      tags: { stage: name },
      properties: {
        hardwareProfile: { vmSize: "Standard_D2s_v5" },
        storageProfile: {
          imageReference: {
            publisher: "Canonical",
            offer: "ubuntu-24_04-lts",
            sku: "server",
            version: "latest",
          },
          osDisk: { createOption: "FromImage" },
        },
        osProfile: {
          computerName: name,
          adminUsername: "fleet",
          linuxConfiguration: {
            disablePasswordAuthentication: true,
            ssh: {
              publicKeys: [
                {
                  path: "/home/fleet/.ssh/authorized_keys",
                  keyData:
                    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFYpl5vyrtdMOJQLp0SD4z7VL6kx1tsI+1Ep5oTSjgfe fleet",
                },
              ],
            },
          },
        },
        networkProfile: { networkInterfaces: [{ id: nic }] },
      },
    });
    await owner.wait(120);
  }
  await mustSend(owner, "PUT", `${configuration}?api-version=2023-10-01-preview`, {
    location: "westeurope",
    properties: {
      maintenanceScope: "InGuestPatch",
      extensionProperties: { InGuestPatchMode: "User" },
      maintenanceWindow: {
        startDateTime: "2099-01-01 22:00",
        duration: "03:00",
        timeZone: "UTC",
        recurEvery: "Day",
      },
    },
  });
  return { azure, owner };
}

/** Assigns a policy; answers the principal of its identity. */
async function assign(
  owner: Caller,
  duty: Exclude<PolicyRemediationDuty, "ArcAssessment">,
  parameters: Record<string, unknown> = {},
): Promise<string> {
  const own = {
    Assessment: { osType: "Linux" },
    SchedulePrerequisites: {},
    Schedule: { maintenanceConfigurationResourceId: configuration },
  }[duty];
  const body = await mustSend(owner, "PUT", `${assignment}?api-version=2023-04-01`, {
    location: "westeurope",
    identity: { type: "SystemAssigned" },
    properties: {
      policyDefinitionId: `/providers/Microsoft.Authorization/policyDefinitions/${patchPolicies[duty]}`,
      notScopes: [machine("three")],
      parameters: Object.fromEntries(
        Object.entries({ ...own, ...parameters }).map(([name, value]) => [name, { value }]),
      ),
    },
  });
  return String(valueAt(body, "identity.principalId"));
}

async function remediate(owner: Caller, properties: object = {}, name = "r"): Promise<object> {
  await mustSend(owner, "PUT", `${task(name)}?api-version=2024-10-01`, {
    properties: {
      policyAssignmentId: assignment,
      resourceDiscoveryMode: "ReEvaluateCompliance",
      ...properties,
    },
  });
  await owner.wait(900);
  return stateOf(owner, name);
}

async function stateOf(owner: Caller, name = "r"): Promise<object> {
  const { body } = await owner.send("GET", `${task(name)}?api-version=2024-10-01`);
  const { provisioningState, deploymentStatus } = asObject(valueAt(body, "properties"));
  const { totalDeployments, successfulDeployments, failedDeployments } = asObject(deploymentStatus);
  return {
    provisioningState,
    counts: [totalDeployments, successfulDeployments, failedDeployments],
  };
}

async function deploymentsOf(owner: Caller, name = "r"): Promise<readonly unknown[]> {
  const path = `${task(name)}/listDeployments?api-version=2024-10-01`;
  return asArray(valueAt(await mustSend(owner, "POST", path, {}), "value"));
}

function settingsOf({ azure }: Governed, name: string): object {
  const settings = valueAt(
    azure.estate.get(machine(name)),
    "properties.osProfile.linuxConfiguration.patchSettings",
  );
  const { patchMode, assessmentMode } = asObject(settings);
  const bypass = valueAt(
    settings,
    "automaticByPlatformSettings.bypassPlatformSafetyChecksOnUserSchedule",
  );
  return { patchMode, assessmentMode, bypass };
}

const changed = {
  Assessment: {
    patchMode: "ImageDefault",
    assessmentMode: "AutomaticByPlatform",
    bypass: undefined,
  },
  SchedulePrerequisites: {
    patchMode: "AutomaticByPlatform",
    assessmentMode: "ImageDefault",
    bypass: true,
  },
  Schedule: { patchMode: "AutomaticByPlatform", assessmentMode: "ImageDefault", bypass: true },
};
const untouched = { patchMode: "ImageDefault", assessmentMode: "ImageDefault", bypass: undefined };

for (const duty of ["Assessment", "SchedulePrerequisites", "Schedule"] as const) {
  const { actions } = policyRemediatorRole(duty).permission;
  const attacher = scheduleAttacherRole();

  describe(`the smallest role of the policy ${duty}`, () => {
    it("is enough for a remediation, which changes what is meant and nothing else", async () => {
      const governed = await withMachines();
      const { azure, owner } = governed;
      const principalId = await assign(owner, duty);
      azure.grant({ principalId, role: policyRemediatorRole(duty), scope: group });
      if (duty === "Schedule") {
        azure.grant({ principalId, role: attacher, scope: configuration });
      }
      assert.deepEqual(await remediate(owner), {
        provisioningState: "Succeeded",
        counts: [2, 2, 0],
      });
      assert.deepEqual(
        ["one", "two", "three"].map((name) => settingsOf(governed, name)),
        [changed[duty], changed[duty], untouched],
      );
      const attached = azure.estate
        .ofType("Microsoft.Maintenance/configurationAssignments")
        .map(({ properties }) => properties);
      assert.deepEqual(
        attached,
        duty === "Schedule"
          ? ["one", "two"].map((name) => ({
              maintenanceConfigurationId: configuration,
              resourceId: machine(name),
            }))
          : [],
      );
      assert.deepEqual(await remediate(owner, {}, "again"), {
        provisioningState: "Succeeded",
        counts: [0, 0, 0],
      });
    });

    for (const action of [
      ...actions,
      ...(duty === "Schedule" ? attacher.permission.actions : []),
    ]) {
      it(`is too small without ${action}`, async () => {
        const governed = await withMachines();
        const { azure, owner } = governed;
        const principalId = await assign(owner, duty);
        const without = {
          ...policyRemediatorRole(duty),
          permission: permission({ actions: actions.filter((each) => each !== action) }),
        };
        azure.grant({ principalId, role: without, scope: group });
        if (!attacher.permission.actions.includes(action)) {
          azure.grant({ principalId, role: attacher, scope: configuration });
        }
        assert.deepEqual(await remediate(owner), {
          provisioningState: "Complete",
          counts: [2, 0, 2],
        });
        const [first] = await deploymentsOf(owner);
        assert.equal(valueAt(first, "error.code"), "AuthorizationFailed");
        assert.match(String(valueAt(first, "error.message")), new RegExp(`'${action}'`));
        assert.deepEqual(settingsOf(governed, "one"), untouched);
      });
    }
  });
}

describe("simulated remediation tasks", () => {
  it("find machines by what the assignment's parameters and their own filters mean", async () => {
    const { azure, owner } = await withMachines();
    const counts = async (
      parameters: Record<string, unknown>,
      properties: object,
      name: string,
    ) => {
      const principalId = await assign(owner, "SchedulePrerequisites", parameters);
      azure.grant({ principalId, role: "Reader", scope: group });
      return valueAt(await remediate(owner, properties, name), "counts");
    };
    assert.deepEqual(await counts({ operatingSystemTypes: ["Windows"] }, {}, "w"), [0, 0, 0]);
    assert.deepEqual(await counts({ locations: ["northeurope"] }, {}, "l"), [0, 0, 0]);
    assert.deepEqual(await counts({ resourceGroups: ["RG"] }, {}, "g"), [2, 0, 2]);
    const tagValues = [
      { key: "stage", value: "one" },
      { key: "stage", value: "four" },
    ];
    assert.deepEqual(await counts({ tagValues }, {}, "any"), [1, 0, 1]);
    assert.deepEqual(await counts({ tagValues, tagOperator: "All" }, {}, "all"), [0, 0, 0]);
    assert.deepEqual(await counts({ effect: "Disabled" }, {}, "off"), [0, 0, 0]);
    assert.deepEqual(await counts({}, { filters: { locations: ["uksouth"] } }, "f"), [0, 0, 0]);
    assert.deepEqual(await counts({}, { resourceCount: 1 }, "c"), [1, 0, 1]);
  });

  it("know nothing of a fresh assignment unless they look anew", async () => {
    const { owner } = await withMachines();
    await assign(owner, "Assessment");
    const known = { resourceDiscoveryMode: "ExistingNonCompliant" };
    assert.deepEqual(await remediate(owner, known), {
      provisioningState: "Succeeded",
      counts: [0, 0, 0],
    });
    await owner.wait(1800);
    assert.deepEqual(valueAt(await remediate(owner, known, "later"), "counts"), [2, 0, 2]);
  });

  it("fail beyond their threshold, a batch at a time", async () => {
    const { owner } = await withMachines(["one", "two", "three", "four"]);
    await assign(owner, "Assessment");
    const limited = { parallelDeployments: 1, failureThreshold: { percentage: 0.4 } };
    assert.deepEqual(await remediate(owner, limited), {
      provisioningState: "Failed",
      counts: [3, 0, 2],
    });
  });

  it("are neither changed nor deleted while they run, but cancelled, and gone after 60 days", async () => {
    const { owner } = await withMachines();
    await assign(owner, "Assessment");
    const path = `${task("r")}?api-version=2024-10-01`;
    const body = { properties: { policyAssignmentId: assignment } };
    assert.equal((await owner.send("PUT", path, body)).status, 201);
    const refused = async (method: "PUT" | "DELETE" | "POST", at = path) =>
      errorOf(await owner.send(method, at, method === "PUT" ? body : undefined));
    assert.deepEqual(await refused("PUT"), {
      status: 400,
      code: "InvalidUpdateRemediationRequest",
      message:
        "The request to update remediation 'r' is invalid. A remediation may not be changed or replaced while it is active.",
    });
    assert.deepEqual(await refused("DELETE"), {
      status: 400,
      code: "InvalidDeleteRemediationRequest",
      message:
        "The request to delete remediation 'r' is invalid. The remediation must be in a terminal provisioning state (Succeeded, Canceled, Failed) before it can be deleted.",
    });
    const cancel = `${task("r")}/cancel?api-version=2024-10-01`;
    const cancelled = await owner.send("POST", cancel);
    assert.equal(valueAt(cancelled.body, "properties.provisioningState"), "Canceled");
    assert.equal((await refused("POST", cancel)).code, "InvalidCancelRemediationRequest");
    assert.equal((await owner.send("DELETE", path)).status, 200);
    await remediate(owner);
    await owner.wait(60 * 24 * 3600);
    assert.deepEqual(errorOf(await owner.send("GET", path)), {
      status: 404,
      code: "RemediationNotFound",
      message: "The remediation 'r' could not be found.",
    });
  });

  it("are of an assignment that applies", async () => {
    const { owner } = await withMachines([]);
    await assign(owner, "Assessment");
    const message = async (scope: string, properties: object) =>
      errorOf(await owner.send("PUT", `${task("r", scope)}?api-version=2024-10-01`, { properties }))
        .message;
    assert.equal(
      await message(group, { policyAssignmentId: `${assignment}x` }),
      `The request to create remediation 'r' is invalid. The policy assignment '${assignment}x' could not be found.`,
    );
    await newGroup(owner, "other");
    const other = `${subscription}/resourceGroups/other`;
    assert.equal(
      await message(other, { policyAssignmentId: assignment }),
      `The request to create remediation 'r' is invalid. The policy assignment '${assignment}' does not apply to '${other}'.`,
    );
    await owner.send("PUT", `${assignment}s?api-version=2023-04-01`, {
      properties: {
        policyDefinitionId: "/providers/Microsoft.Authorization/policySetDefinitions/s",
      },
    });
    assert.match(
      await message(group, { policyAssignmentId: `${assignment}s` }),
      /Remediations must specify a single policy definition reference ID/,
    );
  });
});
