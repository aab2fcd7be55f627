import assert from "node:assert/strict";
import { unknownValue } from "../../src/plugin/handlers";
import { FakeAzure, refusal, subscriptionId } from "./fake-azure";
import { Deployment, halfMade } from "./harness";

const type = "SubscriptionFeature";
const asked = { providerNamespace: "Microsoft.Compute", featureName: "EncryptionAtHost" };
const checked = { ...asked, subscriptionId };
const id = `/subscriptions/${subscriptionId}/providers/Microsoft.Features/providers/Microsoft.Compute/features/EncryptionAtHost`;
const feature =
  "S/providers/Microsoft.Features/providers/Microsoft.Compute/features/EncryptionAtHost";
const provider = `/subscriptions/${subscriptionId}/providers/Microsoft.Compute`;

function inState(state: string) {
  return { body: { id, name: "Microsoft.Compute/EncryptionAtHost", properties: { state } } };
}

/** A subscription in which the feature goes through states, one at each look; the last one stays. */
function featureGoing(...states: string[]): FakeAzure {
  const azure = new FakeAzure().script("POST", `${id}/register`, inState("Registering"));
  azure.script("POST", `${provider}/register`, { body: { registrationState: "Registered" } });
  for (const state of states) {
    azure.script("GET", id, inState(state));
  }
  return azure.hold(id, inState(states.at(-1) ?? "NotRegistered").body);
}

describe("SubscriptionFeature", () => {
  describe("check", () => {
    it("takes the provider's subscription", async () => {
      const answer = await new Deployment(new FakeAzure()).check(type, asked);
      assert.deepEqual(answer, { inputs: checked, failures: [] });
    });

    it("tells every problem at once", async () => {
      const deployment = new Deployment(new FakeAzure());
      assert.deepEqual(
        (await deployment.check(type, { featureName: 7, subscriptionId: "mine", state: "x" }))
          .failures,
        [
          {
            property: "state",
            reason:
              "There is no property state. Use one of providerNamespace, featureName, subscriptionId.",
          },
          {
            property: "providerNamespace",
            reason: "providerNamespace must be a text, but it is missing.",
          },
          { property: "featureName", reason: "featureName must be a text, but it is number." },
          {
            property: "subscriptionId",
            reason:
              '"mine" is not the id of a subscription, which is a GUID. Give it as "az account list" prints it, without "/subscriptions/". [EVG-ID-004]',
          },
        ],
      );
      assert.deepEqual(
        (
          await deployment.check(type, { providerNamespace: "Compute", featureName: "a/b" })
        ).failures.map(({ property, reason }) => [property, /EVG-FEATURE-\d+/.exec(reason)?.[0]]),
        [
          ["providerNamespace", "EVG-FEATURE-001"],
          ["featureName", "EVG-FEATURE-002"],
        ],
      );
    });

    it("warns of a flag that no longer does anything", async () => {
      const deployment = new Deployment(new FakeAzure());
      const { failures } = await deployment.check(type, {
        ...asked,
        featureName: "InGuestAutoPatchVMPreview",
      });
      assert.deepEqual(failures, []);
      assert.deepEqual(deployment.log, [
        "warning: featureName: Microsoft.Compute/InGuestAutoPatchVMPreview does nothing any more: automatic guest patching needs no registration since December 2021. Leave the registration out. [EVG-FEATURE-003]",
      ]);
    });

    it("leaves the warning to the component that has given it", async () => {
      const deployment = new Deployment(new FakeAzure());
      await deployment.handler(type).check(
        {
          oldInputs: undefined,
          newInputs: { ...asked, featureName: "InGuestAutoPatchVMPreview" },
          randomSeed: new Uint8Array(32),
        },
        deployment.context(type, "it", {
          urn: "urn:pulumi:dev::test::azure-evergreen:index:FeatureRegistration$azure-evergreen:index:SubscriptionFeature::it",
        }),
      );
      assert.deepEqual(deployment.log, []);
    });

    it("judges nothing that is unknown", async () => {
      const inputs = {
        providerNamespace: unknownValue,
        featureName: unknownValue,
        subscriptionId: unknownValue,
      };
      const answer = await new Deployment(new FakeAzure()).check(type, inputs);
      assert.deepEqual(answer, { inputs, failures: [] });
    });
  });

  describe("create", () => {
    it("does nothing for one that is registered", async () => {
      const azure = featureGoing("Registered");
      const made = await new Deployment(azure).create(type, asked);
      assert.deepEqual(made, { id, outputs: { ...checked, state: "Registered" } });
      assert.deepEqual(azure.lines(), [`GET ${feature}`]);
    });

    it("registers, waits until it is so, and then tells the resource provider", async () => {
      const azure = featureGoing("NotRegistered", "Registering", "Registering", "Registered");
      const made = await new Deployment(azure).create(type, asked);
      assert.deepEqual(made, { id, outputs: { ...checked, state: "Registered" } });
      assert.deepEqual(azure.lines(), [
        `GET ${feature}`,
        `POST ${feature}/register`,
        `GET ${feature}`,
        `GET ${feature}`,
        `GET ${feature}`,
        "POST S/providers/Microsoft.Compute/register",
      ]);
      assert.match(azure.requests[1]?.url ?? "", /\?api-version=2021-07-01$/);
      assert.match(azure.requests[5]?.url ?? "", /\?api-version=2021-04-01$/);
    });

    it("does not ask again for what somebody has asked for", async () => {
      const azure = featureGoing("Registering", "Registered");
      await new Deployment(azure).create(type, asked);
      assert.deepEqual(azure.lines(), [
        `GET ${feature}`,
        `GET ${feature}`,
        "POST S/providers/Microsoft.Compute/register",
      ]);
    });

    it("gives up after 15 minutes, keeps what was asked for, and goes on in the next update", async () => {
      const azure = featureGoing("NotRegistered", "Registering");
      const error = await halfMade(new Deployment(azure).create(type, asked));
      assert.equal(azure.waited, 15 * 60_000);
      assert.equal(error.id, id);
      assert.deepEqual(error.inputs, checked);
      assert.deepEqual(error.outputs, { ...checked, state: "Registering" });
      assert.deepEqual(error.reasons, [
        "The registration of Microsoft.Compute/EncryptionAtHost is not complete: its state is Registering. Azure was still at work after 15 minutes. The next `pulumi up` goes on from here.",
      ]);
      azure.hold(id, inState("Registered").body).clear();
      const next = await new Deployment(azure).update(type, id, checked, asked);
      assert.deepEqual(next, { outputs: { ...checked, state: "Registered" } });
      assert.deepEqual(azure.lines(), [
        `GET ${feature}`,
        "POST S/providers/Microsoft.Compute/register",
      ]);
    });

    it("waits as long as customTimeouts say", async () => {
      const azure = featureGoing("NotRegistered", "Registering");
      const deployment = new Deployment(azure);
      azure.onWait = (waited) => {
        if (waited >= 40 * 60_000) {
          deployment.stop.abort(
            new Error("The operation did not end within its 2400 s (customTimeouts)."),
          );
        }
      };
      const inputs = checked;
      const context = deployment.context(type, "it", { timeoutInSeconds: 2400 });
      const error = await halfMade(
        deployment.handler(type).create({ inputs, preview: false }, context),
      );
      assert.deepEqual(error.reasons, [
        "The registration of Microsoft.Compute/EncryptionAtHost is not complete: its state is Registering. The operation did not end within its 2400 s (customTimeouts). Azure goes on with what it accepted; the next `pulumi up` waits for it.",
      ]);
    });

    it("says plainly when Microsoft has to approve it", async () => {
      const azure = featureGoing("NotRegistered", "Pending");
      const deployment = new Deployment(azure);
      const error = await halfMade(deployment.create(type, asked));
      assert.deepEqual(deployment.log, [
        "warning: Microsoft.Compute/EncryptionAtHost is Pending: it needs Microsoft's approval.",
      ]);
      assert.deepEqual(error.reasons, [
        "The registration of Microsoft.Compute/EncryptionAtHost is not complete: its state is Pending, so it needs Microsoft's approval. Azure was still at work after 15 minutes. The next `pulumi up` goes on from here.",
      ]);
    });

    it("keeps a registration of which the resource provider could not be told", async () => {
      const azure = new FakeAzure()
        .script("GET", id, inState("Registering"))
        .hold(id, inState("Registered").body)
        .script("POST", `${provider}/register`, refusal(403, "AuthorizationFailed", "No right."));
      const error = await halfMade(new Deployment(azure).create(type, asked));
      assert.deepEqual(error.outputs, { ...checked, state: "Registered" });
      assert.deepEqual(error.reasons, [
        `The registration of Microsoft.Compute/EncryptionAtHost is not complete: the feature is registered, but Microsoft.Compute was not told of it: POST ${provider}/register?api-version=2021-04-01 answered 403 AuthorizationFailed: No right. The next \`pulumi up\` goes on from here.`,
      ]);
    });

    it("passes on that Azure knows no such feature", async () => {
      const azure = new FakeAzure().script(
        "POST",
        `${id}/register`,
        refusal(404, "FeatureNotFound", "There is no such feature."),
      );
      await assert.rejects(new Deployment(azure).create(type, asked), {
        message: `POST ${id}/register?api-version=2021-07-01 answered 404 FeatureNotFound: There is no such feature.`,
      });
    });

    it("expects everything but the state in a preview", async () => {
      const azure = new FakeAzure();
      const deployment = new Deployment(azure);
      const answer = await deployment
        .handler(type)
        .create({ inputs: checked, preview: true }, deployment.context(type));
      assert.deepEqual(answer, { outputs: { ...checked, state: unknownValue } });
      assert.deepEqual(azure.lines(), []);
    });
  });

  it("is another registration for another feature, and the same in another case", async () => {
    const deployment = new Deployment(new FakeAzure());
    const diff = (more: object) => deployment.diff(type, id, checked, { ...asked, ...more });
    assert.deepEqual(
      await diff({ featureName: "encryptionAtHost", providerNamespace: "MICROSOFT.COMPUTE" }),
      {
        changes: {},
        deleteBeforeReplace: false,
      },
    );
    assert.deepEqual((await diff({ featureName: "Other" })).changes, {
      featureName: "update-replace",
    });
    assert.deepEqual((await diff({ featureName: unknownValue })).changes, {
      featureName: "update",
    });
  });

  it("does not take a subscription that is known by now for another one", async () => {
    const { changes } = await new Deployment(new FakeAzure()).diff(type, id, asked, checked);
    assert.deepEqual(changes, {});
  });

  it("is imported while it is registered, and gone when somebody took it back", async () => {
    const azure = featureGoing("Registered");
    assert.deepEqual(await new Deployment(azure).read(type, id), {
      id,
      inputs: checked,
      outputs: { ...checked, state: "Registered" },
    });
    for (const state of ["NotRegistered", "Unregistered", "Unregistering", "NotSpecified"]) {
      assert.equal(await new Deployment(featureGoing(state)).read(type, id, checked), undefined);
    }
    assert.equal(await new Deployment(new FakeAzure()).read(type, id, checked), undefined);
    await assert.rejects(new Deployment(azure).read(type, "Microsoft.Compute/EncryptionAtHost"), {
      message:
        '"Microsoft.Compute/EncryptionAtHost" is not the id of a feature. Give /subscriptions/{subscription}/providers/Microsoft.Features/providers/{namespace}/features/{feature}.',
    });
  });

  it("leaves the registration when it is deleted, and says so", async () => {
    const azure = featureGoing("Registered");
    const deployment = new Deployment(azure);
    await deployment.delete(type, id, checked);
    assert.deepEqual(azure.lines(), []);
    assert.deepEqual(deployment.log, [
      "info: The registration of Microsoft.Compute/EncryptionAtHost stays in the subscription: taking it back could stop what others run with it.",
    ]);
  });
});
