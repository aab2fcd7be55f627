import assert from "node:assert/strict";
import { unknownValue } from "../../src/plugin/handlers";
import {
  FakeAzure,
  containerId,
  fabricId,
  machine,
  refusal,
  targetId,
  vaultId,
} from "./fake-azure";
import { Deployment, halfMade } from "./harness";

const type = "ReplicationFabric";
const asked = { vaultId, fabricName: "west", location: "West Europe" };
const checked = { vaultId, fabricName: "west", location: "westeurope" };
const held = {
  properties: {
    customDetails: { instanceType: "Azure", location: "westeurope" },
    health: "Normal",
  },
};

describe("ReplicationFabric", () => {
  describe("check", () => {
    it("names it after the resource and writes the region as Azure does", async () => {
      const { inputs, failures } = await new Deployment(new FakeAzure()).check(type, {
        vaultId: `${vaultId}/`,
        location: "West Europe",
      });
      assert.deepEqual(failures, []);
      assert.deepEqual(inputs, { vaultId, fabricName: "it", location: "westeurope" });
    });

    it("keeps the name of the last deployment, and follows the project's naming", async () => {
      const deployment = new Deployment(new FakeAzure());
      const { inputs } = await deployment.check(type, { vaultId, location: "westeurope" }, checked);
      assert.equal(inputs.fabricName, "west");
      const named = async (mode: "propose" | "enforce" | "disable") =>
        deployment.handler(type).check(
          {
            oldInputs: undefined,
            newInputs: { vaultId, location: "westeurope" },
            randomSeed: new Uint8Array(32),
            autonaming: { proposedName: mode === "disable" ? "" : "asr-it", mode },
          },
          deployment.context(type),
        );
      assert.equal((await named("propose")).inputs.fabricName, "asr-it");
      assert.equal((await named("enforce")).inputs.fabricName, "asr-it");
      assert.deepEqual((await named("disable")).failures, [
        {
          property: "fabricName",
          reason: "fabricName is missing, and `pulumi:autonaming` is disabled. Give fabricName.",
        },
      ]);
    });

    it("tells every problem at once", async () => {
      const { failures } = await new Deployment(new FakeAzure()).check(type, {
        vaultId: fabricId,
        fabricName: "a/b",
        location: "westeurop",
        adopt: "yes",
        colour: "green",
      });
      assert.deepEqual(
        failures.map(({ property }) => property),
        ["colour", "fabricName", "vaultId", "location", "adopt"],
      );
      assert.deepEqual(
        failures.map(({ reason }) => reason),
        [
          "There is no property colour. Use one of fabricName, vaultId, location, adopt, reReplicationAllowed.",
          '"a/b" cannot be a name in an Azure id: it holds "/". Give fabricName.',
          `"${fabricId}" is the id of a Microsoft.RecoveryServices/vaults/replicationFabrics, not of a Microsoft.RecoveryServices/vaults. Give the id of a Microsoft.RecoveryServices/vaults. [EVG-ID-003]`,
          '"westeurop" is not an Azure region. Did you mean "westeurope"? [EVG-REGION-001]',
          "adopt must be true or false.",
        ],
      );
    });

    it("tells what is missing", async () => {
      const { failures } = await new Deployment(new FakeAzure()).check(type, { location: 3 });
      assert.deepEqual(failures, [
        {
          property: "vaultId",
          reason: "vaultId must be the id of a Recovery Services vault, but it is missing.",
        },
        { property: "location", reason: "location must be an Azure region, but it is number." },
      ]);
    });

    it("judges nothing that is unknown and asks Azure nothing", async () => {
      const azure = new FakeAzure();
      const inputs = {
        vaultId: unknownValue,
        fabricName: unknownValue,
        location: unknownValue,
        adopt: unknownValue,
        reReplicationAllowed: unknownValue,
      };
      assert.deepEqual(await new Deployment(azure).check(type, inputs), { inputs, failures: [] });
      assert.deepEqual(azure.lines(), []);
    });
  });

  describe("create", () => {
    it("looks, puts, waits, and reads what was made", async () => {
      const azure = new FakeAzure();
      const made = await new Deployment(azure).create(type, asked);
      assert.deepEqual(made, { id: fabricId, outputs: { ...checked, health: "Normal" } });
      assert.deepEqual(azure.lines(), [
        "GET V/replicationFabrics/west",
        "PUT V/replicationFabrics/west",
        "GET /operations/1",
        "GET /operations/1",
        "GET V/replicationFabrics/west",
      ]);
      assert.deepEqual(azure.requests[1], {
        method: "PUT",
        url: `${fabricId}?api-version=2024-04-01`,
        body: {
          properties: { customDetails: { instanceType: "Azure", location: "westeurope" } },
        },
      });
    });

    it("sends nothing in a preview", async () => {
      const azure = new FakeAzure();
      const deployment = new Deployment(azure);
      const inputs = { ...checked, vaultId: unknownValue };
      const answer = await deployment
        .handler(type)
        .create({ inputs, preview: true }, deployment.context(type));
      assert.deepEqual(answer, { outputs: { ...inputs, health: unknownValue } });
      assert.deepEqual(azure.lines(), []);
    });

    it("takes over what an interrupted deployment left: just as asked for, and empty", async () => {
      const azure = new FakeAzure().hold(fabricId, held);
      const deployment = new Deployment(azure);
      const made = await deployment.create(type, asked);
      assert.deepEqual(made, { id: fabricId, outputs: { ...checked, health: "Normal" } });
      assert.deepEqual(azure.lines(), [
        "GET V/replicationFabrics/west",
        "GET V/replicationFabrics/west/replicationProtectionContainers",
      ]);
      assert.deepEqual(deployment.log, [
        "info: The replication fabric was there already, just as asked for and without use, as an interrupted deployment leaves it: it is taken over.",
      ]);
    });

    it("refuses one that is in use, names its id, and adopts it on request", async () => {
      const azure = new FakeAzure().hold(fabricId, held).hold(containerId);
      await assert.rejects(new Deployment(azure).create(type, asked), {
        message: `The replication fabric already exists: ${fabricId}. One protection container is in it. Set \`adopt: true\` to take it over, or import it: pulumi import azure-evergreen:index:ReplicationFabric it "${fabricId}". A resource that was only renamed in the program needs an alias instead.`,
      });
      azure.clear();
      const adopted = await new Deployment(azure).create(type, { ...asked, adopt: true });
      assert.deepEqual(adopted, { id: fabricId, outputs: { ...checked, health: "Normal" } });
      assert.deepEqual(azure.lines(), ["GET V/replicationFabrics/west"]);
    });

    it("refuses one of another region even with adopt: Azure cannot change that", async () => {
      const azure = new FakeAzure().hold(fabricId, {
        properties: { customDetails: { location: "northeurope" } },
      });
      await assert.rejects(new Deployment(azure).create(type, { ...asked, adopt: true }), {
        message: `The replication fabric already exists: ${fabricId}. There, location is "northeurope", not "westeurope", and Azure cannot change that. Give another fabricName, or remove it first.`,
      });
      assert.deepEqual(azure.lines(), ["GET V/replicationFabrics/west"]);
    });

    it("refuses a fabric of another kind that only has the same name", async () => {
      const azure = new FakeAzure().hold(fabricId, {
        properties: { customDetails: { instanceType: "VMwareV2" } },
      });
      await assert.rejects(new Deployment(azure).create(type, { ...asked, adopt: true }), {
        message: `The replication fabric already exists: ${fabricId}. There, instanceType is "VMwareV2", not "Azure", and Azure cannot change that. Give another fabricName, or remove it first.`,
      });
      await assert.rejects(new Deployment(azure).read(type, fabricId), {
        message: `Replication fabric "${fabricId}" cannot be managed here: instanceType is "VMwareV2", not "Azure".`,
      });
    });

    it("takes an answer that is complete at once", async () => {
      const azure = new FakeAzure().script("PUT", fabricId, { status: 200, body: held });
      const made = await new Deployment(azure).create(type, asked);
      assert.deepEqual(made, { id: fabricId, outputs: { ...checked, health: "Normal" } });
      assert.deepEqual(azure.lines(), [
        "GET V/replicationFabrics/west",
        "PUT V/replicationFabrics/west",
      ]);
    });

    it("refuses two resources of one program with one id, also side by side", async () => {
      const deployment = new Deployment(new FakeAzure());
      const results = await Promise.allSettled([
        deployment.create(type, asked, "one"),
        deployment.create(
          type,
          { ...asked, vaultId: vaultId.toUpperCase().replace("/SUBSCRIPTIONS", "/subscriptions") },
          "two",
        ),
      ]);
      assert.deepEqual(
        results.map(({ status }) => status),
        ["fulfilled", "rejected"],
      );
      const refused = results[1] as PromiseRejectedResult;
      assert.match(
        (refused.reason as Error).message,
        /is made by another resource of this program: urn:pulumi:dev::test::azure-evergreen:index:ReplicationFabric::one\. Declare it once\.$/,
      );
    });

    it("passes on what Azure refuses: nothing was made", async () => {
      const azure = new FakeAzure().script(
        "PUT",
        fabricId,
        refusal(403, "AuthorizationFailed", "No right to write."),
      );
      await assert.rejects(new Deployment(azure).create(type, asked), {
        name: "ArmRequestError",
        message: `PUT ${fabricId}?api-version=2024-04-01 answered 403 AuthorizationFailed: No right to write.`,
      });
    });
  });

  describe("half-made work", () => {
    const half = { vaultId, fabricName: "west", location: "westeurope" };

    it("is kept when the job fails, and made anew by the next update", async () => {
      const azure = new FakeAzure().script("GET", "/operations/1", {
        body: { status: "Failed", error: { code: "FabricBusy", message: "Try later." } },
      });
      const error = await halfMade(new Deployment(azure).create(type, asked));
      assert.equal(error.id, fabricId);
      assert.deepEqual(error.inputs, checked);
      assert.deepEqual(error.outputs, half);
      assert.deepEqual(error.reasons, [
        `Replication fabric "${fabricId}" is not complete: PUT ${fabricId}?api-version=2024-04-01 was accepted but ended as Failed: FabricBusy: Try later. The next \`pulumi up\` goes on from here.`,
      ]);
      azure.clear();
      const next = await new Deployment(azure).update(type, fabricId, checked, asked);
      assert.deepEqual(next, { outputs: { ...checked, health: "Normal" } });
      assert.deepEqual(azure.lines(), [
        "GET V/replicationFabrics/west",
        "PUT V/replicationFabrics/west",
        "GET /operations/2",
        "GET /operations/2",
        "GET V/replicationFabrics/west",
      ]);
    });

    it("is kept when the engine cancels in the middle, and found complete by the next update", async () => {
      const azure = new FakeAzure();
      const deployment = new Deployment(azure);
      azure.onWait = () => {
        deployment.stop.abort(new Error("The deployment was cancelled."));
      };
      const error = await halfMade(deployment.create(type, asked));
      assert.deepEqual(error.reasons, [
        `Replication fabric "${fabricId}" is not complete: The deployment was cancelled. Azure goes on with what it accepted; the next \`pulumi up\` waits for it.`,
      ]);
      assert.deepEqual(azure.lines(), [
        "GET V/replicationFabrics/west",
        "PUT V/replicationFabrics/west",
      ]);
      azure.hold(fabricId, held).clear();
      azure.onWait = () => undefined;
      const next = await new Deployment(azure).update(type, fabricId, checked, asked);
      assert.deepEqual(next, { outputs: { ...checked, health: "Normal" } });
      assert.deepEqual(azure.lines(), ["GET V/replicationFabrics/west"]);
    });

    it("is kept when no answer comes to the request itself", async () => {
      const azure = new FakeAzure();
      const deployment = new Deployment(azure);
      azure.script("PUT", fabricId, () => {
        deployment.stop.abort(
          new Error("The operation did not end within its 5 s (customTimeouts)."),
        );
        throw deployment.stop.signal.reason as Error;
      });
      const error = await halfMade(deployment.create(type, asked));
      assert.equal(error.id, fabricId);
      assert.match(
        error.reasons[0] ?? "",
        /did not end within its 5 s \(customTimeouts\)\. Azure goes on/,
      );
    });

    it("is not claimed when cancel came before anything was sent", async () => {
      const azure = new FakeAzure();
      const deployment = new Deployment(azure);
      azure.script("GET", fabricId, () => {
        deployment.stop.abort(new Error("The deployment was cancelled."));
        return { status: 404 };
      });
      await assert.rejects(deployment.create(type, asked), {
        name: "Error",
        message: "The deployment was cancelled.",
      });
      assert.deepEqual(azure.lines(), ["GET V/replicationFabrics/west"]);
    });
  });

  describe("update", () => {
    it("changes nothing in Azure when all is as asked for", async () => {
      const azure = new FakeAzure().hold(fabricId, held);
      const { outputs } = await new Deployment(azure).update(type, fabricId, checked, {
        ...asked,
        adopt: true,
      });
      assert.deepEqual(outputs, { ...checked, health: "Normal" });
      assert.deepEqual(azure.lines(), ["GET V/replicationFabrics/west"]);
    });

    it("refuses to go on with an object that another hand has replaced", async () => {
      const azure = new FakeAzure().hold(fabricId, {
        properties: { customDetails: { location: "northeurope" } },
      });
      await assert.rejects(new Deployment(azure).update(type, fabricId, checked, asked), {
        message: `Replication fabric "${fabricId}" was changed outside of this program: there, location is "northeurope", not "westeurope". Run \`pulumi refresh\`, then the next \`pulumi up\` replaces it.`,
      });
    });
  });

  describe("diff", () => {
    it("sees no change in another spelling", async () => {
      const azure = new FakeAzure();
      const diff = await new Deployment(azure).diff(type, fabricId, checked, {
        vaultId: vaultId.replace("resourceGroups", "resourcegroups"),
        fabricName: "WEST",
        location: "West Europe",
        adopt: true,
        reReplicationAllowed: true,
      });
      assert.deepEqual(diff, { changes: {}, deleteBeforeReplace: true });
      assert.deepEqual(azure.lines(), []);
    });

    it("replaces for another region, deleting first, when no machine is replicated", async () => {
      const azure = new FakeAzure().hold(fabricId, held);
      const diff = await new Deployment(azure).diff(type, fabricId, checked, {
        ...asked,
        location: "northeurope",
      });
      assert.deepEqual(diff, {
        changes: { location: "update-replace" },
        deleteBeforeReplace: true,
      });
      assert.deepEqual(azure.lines(), ["GET V/replicationProtectedItems"]);
    });

    it("refuses to replicate machines anew, and says how many, of every page", async () => {
      const [webId, web] = machine("web-1");
      const items = ["web-2", "db-1", "db-2", "db-3", "db-4"].map((name) => {
        const [id, body] = machine(name);
        return { id, ...body };
      });
      const azure = new FakeAzure().hold(
        ...machine("elsewhere", targetId.replace("north", "south")),
      );
      azure
        .script("GET", `${vaultId}/replicationProtectedItems`, {
          body: {
            value: [{ id: webId, ...web }],
            nextLink: `https://azure.test${vaultId}/replicationProtectedItems?skipToken=2`,
          },
        })
        .script("GET", `${vaultId}/replicationProtectedItems`, { body: { value: items } });
      await assert.rejects(
        new Deployment(azure).diff(type, fabricId, checked, { ...asked, location: "northeurope" }),
        {
          message: `Replication fabric "${fabricId}" would be replaced, because location changes from "westeurope" to "northeurope". That would replicate 6 machines (web-1, web-2, db-1, db-2, db-3 and 1 more) anew from the beginning, without recovery points until it is done. Set \`reReplicationAllowed: true\` to allow it.`,
        },
      );
    });

    it("replaces when it is allowed by name, without asking Azure", async () => {
      const azure = new FakeAzure().hold(...machine("web-1"));
      const { changes } = await new Deployment(azure).diff(type, fabricId, checked, {
        ...asked,
        location: "northeurope",
        reReplicationAllowed: true,
      });
      assert.deepEqual(changes, { location: "update-replace" });
      assert.deepEqual(azure.lines(), []);
    });

    it("refuses when it cannot be told how many machines there are", async () => {
      const azure = new FakeAzure().script(
        "GET",
        `${vaultId}/replicationProtectedItems`,
        refusal(403, "AuthorizationFailed", "No right to read."),
      );
      await assert.rejects(
        new Deployment(azure).diff(type, fabricId, checked, { ...asked, fabricName: "other" }),
        {
          message: `Replication fabric "${fabricId}" would be replaced, because fabricName changes from "west" to "other", and it cannot be told how many machines that would replicate anew: GET ${vaultId}/replicationProtectedItems?api-version=2024-04-01 answered 403 AuthorizationFailed: No right to read. Set \`reReplicationAllowed: true\` to replace it all the same.`,
        },
      );
    });

    it("never replaces for a value that is not known yet", async () => {
      const azure = new FakeAzure().hold(...machine("web-1"));
      const { changes } = await new Deployment(azure).diff(type, fabricId, checked, {
        vaultId: unknownValue,
        fabricName: unknownValue,
        location: unknownValue,
      });
      assert.deepEqual(changes, { vaultId: "update", location: "update", fabricName: "update" });
      assert.deepEqual(azure.lines(), []);
    });

    it("leaves ignored changes alone", async () => {
      const azure = new FakeAzure().hold(...machine("web-1"));
      const deployment = new Deployment(azure);
      const diff = await deployment.handler(type).diff(
        {
          id: fabricId,
          oldInputs: checked,
          oldOutputs: {},
          newInputs: { ...checked, location: "northeurope" },
          ignoreChanges: ["location"],
        },
        deployment.context(type),
      );
      assert.deepEqual(diff.changes, {});
      assert.deepEqual(azure.lines(), []);
    });
  });

  describe("read", () => {
    it("imports by an id in any case", async () => {
      const azure = new FakeAzure().hold(fabricId, held);
      const id = fabricId.toLowerCase();
      assert.deepEqual(await new Deployment(azure).read(type, id), {
        id: fabricId,
        inputs: checked,
        outputs: { ...checked, health: "Normal" },
      });
    });

    it("keeps the program's spelling, and shows drift", async () => {
      const azure = new FakeAzure().hold(fabricId, held);
      const inputs = { ...checked, vaultId: vaultId.toLowerCase(), adopt: true };
      const same = await new Deployment(azure).read(type, fabricId, inputs);
      assert.deepEqual(same?.inputs, inputs);
      azure.hold(fabricId, { properties: { customDetails: { location: "North Europe" } } });
      const drifted = await new Deployment(azure).read(type, fabricId, inputs);
      assert.deepEqual(drifted?.inputs, { ...inputs, location: "northeurope" });
      assert.equal(drifted.outputs.location, "northeurope");
    });

    it("answers nothing for one that is gone", async () => {
      assert.equal(await new Deployment(new FakeAzure()).read(type, fabricId, checked), undefined);
    });

    it("refuses an id of another type", async () => {
      const azure = new FakeAzure();
      await assert.rejects(new Deployment(azure).read(type, containerId), {
        name: "InvalidInputError",
        message: `The id of the replication fabric has 1 problem:\n  - id: "${containerId}" is the id of a Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers, not of a Microsoft.RecoveryServices/vaults/replicationFabrics. Give the id of a Microsoft.RecoveryServices/vaults/replicationFabrics. [EVG-ID-003]`,
      });
      assert.deepEqual(azure.lines(), []);
    });
  });

  describe("delete", () => {
    it("removes in order, not by purging", async () => {
      const azure = new FakeAzure().hold(fabricId, held);
      await new Deployment(azure).delete(type, fabricId, checked);
      assert.deepEqual(azure.lines(), [
        "POST V/replicationFabrics/west/remove",
        "GET /operations/1",
        "GET /operations/1",
      ]);
      assert.equal(azure.requests[0]?.body, undefined);
      assert.equal(azure.held(fabricId), undefined);
    });

    it("is done when the fabric is gone already", async () => {
      const azure = new FakeAzure();
      await new Deployment(azure).delete(type, fabricId, checked);
      assert.deepEqual(azure.lines(), [
        "POST V/replicationFabrics/west/remove",
        "GET V/replicationFabrics/west",
      ]);
    });

    it("does not take a lost operation for a removal", async () => {
      const azure = new FakeAzure().hold(fabricId, held);
      azure.script("GET", "/operations/1", refusal(404, "NotFound", "No such operation."));
      await assert.rejects(new Deployment(azure).delete(type, fabricId, checked), {
        message: /answered 404 NotFound: No such operation\.$/,
      });
    });

    it("passes on why Azure refuses", async () => {
      const azure = new FakeAzure().script(
        "POST",
        `${fabricId}/remove`,
        refusal(409, "FabricInUse", "A container is in it."),
      );
      await assert.rejects(new Deployment(azure).delete(type, fabricId, checked), {
        message: `POST ${fabricId}/remove?api-version=2024-04-01 answered 409 FabricInUse: A container is in it.`,
      });
    });

    it("leaves what a renamed resource of the program took over", async () => {
      const azure = new FakeAzure().hold(fabricId, held);
      const deployment = new Deployment(azure);
      await deployment.create(type, asked, "renamed");
      azure.clear();
      await deployment.delete(type, fabricId, checked, "former");
      assert.deepEqual(azure.lines(), []);
      assert.equal(
        deployment.log.at(-1),
        "info: Replication fabric left in place: urn:pulumi:dev::test::azure-evergreen:index:ReplicationFabric::renamed took it over.",
      );
    });
  });
});
