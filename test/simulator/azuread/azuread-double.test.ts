import assert from "node:assert/strict";
import * as azuread from "@pulumi/azuread";
import type { Application } from "../../../src/simulator/graph/applications";
import { InProcessDeployment, type SimulatedAzure } from "../../../src/simulator/index";
import { newAzure, tenantId } from "../caller";
import { makeCertificate } from "../graph/certificate";

function deploymentInto(azure: SimulatedAzure): InProcessDeployment {
  const principal = azure.createServicePrincipal("administrator");
  azure.grantGraph(principal.objectId, "Application.ReadWrite.OwnedBy");
  return new InProcessDeployment(azure, { principal });
}

function applications(azure: SimulatedAzure): Application[] {
  const all = [...azure.estate.notes<Application>("applications").values()];
  return all.filter(({ displayName }) => displayName !== "administrator");
}

describe("the azuread double", () => {
  it("makes an application with two certificates, a secret and a service principal, and nothing the second time", async () => {
    const azure = newAzure();
    const deployment = deploymentInto(azure);
    const end = new Date("2027-10-01T00:00:00Z");
    const certificates = [
      await makeCertificate(azure.clock.now(), end),
      await makeCertificate(azure.clock.now(), end),
    ];
    const program = (displayName: string) => () => {
      const application = new azuread.Application("run-as", { displayName, notes: "ours" });
      certificates.forEach(({ base64 }, i) => {
        new azuread.ApplicationCertificate(`certificate-${i}`, {
          applicationId: application.id,
          encoding: "base64",
          value: base64,
        });
      });
      const password = new azuread.ApplicationPassword("secret", { applicationId: application.id });
      const principal = new azuread.ServicePrincipal("run-as", { clientId: application.clientId });
      return {
        secret: password.value,
        tenant: azuread.getClientConfigOutput().tenantId,
        type: azuread.getServicePrincipalOutput({ objectId: principal.objectId }).type,
      };
    };
    const first = await deployment.run(program("run-as"));
    assert.equal(first.failure, undefined);
    assert.deepEqual(first.outputs, {
      secret: "[secret]",
      tenant: tenantId,
      type: "Application",
    });
    const [made, ...others] = applications(azure);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [
        made?.displayName,
        made?.others,
        made?.keyCredentials.length,
        made?.passwordCredentials.length,
      ],
      ["run-as", { notes: "ours" }, 2, 1],
    );

    const second = await deployment.run(program("run-as"));
    assert.equal(second.failure, undefined);
    assert.deepEqual(applications(azure), [made]);

    const renamed = await deployment.run(program("renamed"));
    assert.equal(renamed.failure, undefined);
    assert.deepEqual(applications(azure), [{ ...made, displayName: "renamed" }]);

    const gone = await deployment.run(() => undefined);
    assert.equal(gone.failure, undefined);
    assert.deepEqual(applications(azure), []);
  });

  it("refuses arguments and tokens that it does not know", async () => {
    const deployment = deploymentInto(newAzure());
    const argument = await deployment.run(() => {
      new azuread.Application("web", {
        displayName: "web",
        web: { homepageUrl: "https://x.invalid" },
      });
    });
    assert.match(
      argument.failure?.message ?? "",
      /The azuread double does not translate the argument 'web'\./,
    );
    const token = await deployment.run(() => {
      new azuread.Group("group", { displayName: "group" });
    });
    assert.match(token.failure?.message ?? "", /azuread:index\/group:Group/);
    const call = await deployment.run(() => ({
      name: azuread.getGroupOutput({ displayName: "group" }).objectId,
    }));
    assert.match(
      call.failure?.message ?? "",
      /Invoke type azuread:index\/getGroup:getGroup not found/,
    );
  });

  it("tells who lacks Graph's permission", async () => {
    const azure = newAzure();
    const principal = azure.createServicePrincipal("nobody");
    azure.grant({ principalId: principal.objectId, role: "Owner" });
    const { failure } = await new InProcessDeployment(azure, { principal }).run(() => {
      new azuread.Application("x", { displayName: "x" });
    });
    assert.match(failure?.message ?? "", /Insufficient privileges to complete the operation\./);
  });
});
