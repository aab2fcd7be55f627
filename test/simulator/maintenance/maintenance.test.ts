import assert from "node:assert/strict";
import { callerOf, errorOf, newAzure, newGroup, subscription } from "../caller";
import {
  assign,
  configuration,
  configurationBody,
  lower,
  machineId,
  scheduled,
  send,
  withSchedule,
} from "./scheduled-estate";

const { properties } = configurationBody;

function withWindow(changes: object): object {
  return {
    ...configurationBody,
    properties: {
      ...properties,
      maintenanceWindow: { ...properties.maintenanceWindow, ...changes },
    },
  };
}

describe("simulated maintenance configurations", () => {
  it("are answered with Azure's defaults and lower-case group segments", async () => {
    const { azure, owner } = await withSchedule();
    const { body } = await send(
      owner,
      "GET",
      configuration.replace("resourcegroups", "resourceGroups"),
    );
    assert.deepEqual(body, {
      id: configuration,
      name: "nightly",
      type: "Microsoft.Maintenance/maintenanceConfigurations",
      location: "westeurope",
      properties: { ...properties, namespace: "Microsoft.Maintenance" },
    });
    const before = azure.estate.version;
    await owner.wait(7 * 24 * 3600);
    const again = await send(owner, "PUT", configuration, configurationBody);
    assert.equal(again.status, 200);
    assert.equal(azure.estate.version, before);
    const tagged = await send(owner, "PATCH", configuration, { tags: { a: "b" } });
    assert.deepEqual(
      [tagged.status, (tagged.body as Record<string, unknown>).tags],
      [200, { a: "b" }],
    );
    const list = `${subscription}/providers/Microsoft.Maintenance/maintenanceConfigurations`;
    assert.equal(((await send(owner, "GET", list)).body as { value: unknown[] }).value.length, 1);
    assert.equal((await send(owner, "DELETE", configuration)).status, 200);
    assert.equal((await send(owner, "DELETE", configuration)).status, 204);
  });

  it("are refused for a window that Azure would not take", async () => {
    const { owner } = await withSchedule();
    const other = `${configuration}2`;
    assert.deepEqual(
      errorOf(
        await send(owner, "PUT", other, withWindow({ duration: "05:00", recurEvery: "1Hour" })),
      ),
      {
        status: 400,
        code: "InvalidMaintenanceWindow",
        message:
          "Invalid maintenance window. Error: The duration 05:00 is not between 01:30 and 03:55. " +
          '"1Hour" comes back sooner than after 6 hours.',
      },
    );
    assert.deepEqual(
      errorOf(
        await send(owner, "PUT", other, {
          ...configurationBody,
          properties: { ...properties, extensionProperties: {} },
        }),
      ),
      {
        status: 400,
        code: "InvalidRequest",
        message: "InGuestPatchMode is missing, and the scope InGuestPatch needs it.",
      },
    );
    const past = withWindow({ startDateTime: "2026-11-01 09:10" });
    assert.match(errorOf(await send(owner, "PUT", other, past)).message, /15 minutes ahead/);
    assert.equal(
      errorOf(
        await send(
          owner,
          "PUT",
          `${lower}/providers/Microsoft.Maintenance/maintenanceConfigurations/${"n".repeat(126)}`,
          configurationBody,
        ),
      ).message,
      "The names of the resource group and of the maintenance configuration have 128 characters together, " +
        "and 127 are allowed.",
    );
  });

  it("are 250 in a region at most", async () => {
    const azure = newAzure();
    const owner = callerOf(azure, "Owner");
    await newGroup(owner);
    for (let n = 0; n < 250; n++) {
      assert.equal(
        (await send(owner, "PUT", `${configuration}${n}`, configurationBody)).status,
        201,
      );
    }
    assert.deepEqual(errorOf(await send(owner, "PUT", configuration, configurationBody)), {
      status: 400,
      code: "QuotaExceeded",
      message:
        "The subscription has 250 maintenance configurations in the region 'westeurope', and 250 are allowed.",
    });
    const elsewhere = { ...configurationBody, location: "northeurope" };
    assert.equal((await send(owner, "PUT", configuration, elsewhere)).status, 201);
  });
});

describe("simulated configuration assignments", () => {
  it("stand at a machine, and go with it", async () => {
    const { azure, owner } = await withSchedule({ a: scheduled });
    const id = await assign(owner, "a");
    const { body } = await send(owner, "GET", id);
    assert.deepEqual(body, {
      id,
      name: "nightly",
      type: "Microsoft.Maintenance/configurationAssignments",
      location: "westeurope",
      properties: {
        maintenanceConfigurationId: configuration,
        resourceId: machineId("a").replace("resourceGroups", "resourcegroups"),
      },
    });
    const before = azure.estate.version;
    const again = await send(owner, "PUT", id, {
      location: "westeurope",
      properties: { maintenanceConfigurationId: configuration },
    });
    assert.equal(again.status, 200);
    assert.equal(azure.estate.version, before);
    const list = `${machineId("a")}/providers/Microsoft.Maintenance/configurationAssignments`;
    assert.equal(((await send(owner, "GET", list)).body as { value: unknown[] }).value.length, 1);
    assert.equal((await send(owner, "DELETE", id)).status, 200);
    assert.equal((await send(owner, "DELETE", id)).status, 204);
    await assign(owner, "a");
    await owner.send("DELETE", `${machineId("a")}?api-version=2024-11-01`);
    await owner.wait(300);
    assert.equal((await send(owner, "GET", id)).status, 404);
  });

  it("need a configuration, a machine and the right to read the configuration", async () => {
    const { azure, owner } = await withSchedule({ a: scheduled });
    const id = `${machineId("a")}/providers/Microsoft.Maintenance/configurationAssignments/x`;
    const body = (name: string): object => ({
      properties: { maintenanceConfigurationId: configuration.replace("nightly", name) },
    });
    assert.deepEqual(errorOf(await send(owner, "PUT", id, body("none"))), {
      status: 404,
      code: "MaintenanceConfigurationNotFound",
      message: `The maintenance configuration '${configuration.replace("nightly", "none")}' was not found.`,
    });
    const lost = id.replace("virtualMachines/a", "virtualMachines/b");
    assert.equal(errorOf(await send(owner, "PUT", lost, body("nightly"))).code, "ResourceNotFound");
    const writer = callerOf(azure, {
      roleName: "Assigns only",
      description: "Assigns schedules that it may not read.",
      permission: {
        actions: ["Microsoft.Maintenance/configurationAssignments/write"],
        notActions: [],
        dataActions: [],
        notDataActions: [],
      },
    });
    const refused = errorOf(await send(writer, "PUT", id, body("nightly")));
    assert.equal(refused.code, "LinkedAuthorizationFailed");
    assert.match(refused.message, /'Microsoft\.Maintenance\/maintenanceConfigurations\/read'/);
    assert.equal((await send(callerOf(azure, "Reader"), "PUT", id, body("nightly"))).status, 403);
  });

  it("have filters at a subscription and a group", async () => {
    const { azure, owner } = await withSchedule();
    const filter = {
      resourceTypes: ["Microsoft.Compute/virtualMachines"],
      resourceGroups: [],
      locations: ["Japan East"],
      osTypes: ["Linux"],
      tagSettings: { tags: { ring: ["1"] }, filterOperator: "Any" },
    };
    for (const scope of [subscription, lower]) {
      const id = `${scope}/providers/Microsoft.Maintenance/configurationAssignments/dynamic`;
      const body = { properties: { maintenanceConfigurationId: configuration, filter } };
      const made = await send(owner, "PUT", id, body);
      assert.deepEqual(
        [made.status, made.body],
        [
          201,
          {
            id,
            name: "dynamic",
            type: "Microsoft.Maintenance/configurationAssignments",
            properties: { ...body.properties, resourceId: scope },
          },
        ],
      );
      const before = azure.estate.version;
      assert.equal((await send(owner, "PUT", id, body)).status, 200);
      assert.equal(azure.estate.version, before);
      const wrong = { ...filter, osTypes: ["BeOS"] };
      assert.deepEqual(errorOf(await send(owner, "PATCH", id, { properties: { filter: wrong } })), {
        status: 400,
        code: "InvalidRequest",
        message: "The osTypes of the filter have 'BeOS', not Windows or Linux.",
      });
      const tags = Object.fromEntries([...Array(51).keys()].map((n) => [`t${n}`, ["1"]]));
      const many = { properties: { filter: { tagSettings: { tags, filterOperator: "All" } } } };
      assert.equal(errorOf(await send(owner, "PATCH", id, many)).code, "QuotaExceeded");
    }
    const list = `${subscription}/providers/Microsoft.Maintenance/configurationAssignments`;
    assert.equal(((await send(owner, "GET", list)).body as { value: unknown[] }).value.length, 2);
    const host = { ...configurationBody, properties: { maintenanceScope: "Host" } };
    assert.equal((await send(owner, "PUT", `${configuration}-host`, host)).status, 201);
    const refused = await send(
      owner,
      "PUT",
      `${lower}/providers/Microsoft.Maintenance/configurationAssignments/host`,
      { properties: { maintenanceConfigurationId: `${configuration}-host`, filter } },
    );
    assert.equal(
      errorOf(refused).message,
      "A dynamic scope takes configurations of the maintenance scope 'InGuestPatch', not 'Host'.",
    );
  });

  it("are 200 dynamic scopes of a configuration at most", async () => {
    const { owner } = await withSchedule();
    const id = `${lower}/providers/Microsoft.Maintenance/configurationAssignments/d`;
    const body = { properties: { maintenanceConfigurationId: configuration, filter: {} } };
    for (let n = 0; n < 200; n++) {
      assert.equal((await send(owner, "PUT", `${id}${n}`, body)).status, 201);
    }
    assert.equal(
      errorOf(await send(owner, "PUT", id, body)).message,
      `The maintenance configuration '${configuration}' has 200 dynamic scope assignments, and no more are allowed.`,
    );
    await send(owner, "DELETE", `${id}0`);
    assert.equal((await send(owner, "PUT", id, body)).status, 201);
  });
});
