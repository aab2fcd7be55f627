import assert from "node:assert/strict";
import { Provider as AzureNativeProvider } from "@pulumi/azure-native/provider";
import * as pulumi from "@pulumi/pulumi";
import { FeatureRegistration } from "../../src/components/feature-registration";
import { Provider } from "../../src/resources/provider";
import {
  childrenOf,
  deploy,
  inputsOf,
  lateRefusalOf,
  refusalOf,
  subscriptionId,
  unknownInput,
  valueOf,
} from "./mocks";

const feature = { providerNamespace: "Microsoft.Compute", featureName: "EncryptionAtHost" };

describe("FeatureRegistration", () => {
  it("registers a feature in the provider's subscription", async () => {
    const deployed = await deploy((opts) => new FeatureRegistration("encryption", feature, opts));

    assert.deepEqual(childrenOf(deployed), [
      "azure-evergreen:index:SubscriptionFeature encryption-feature",
    ]);
    assert.deepEqual(inputsOf(deployed, "encryption-feature"), feature);
    assert.equal(await valueOf(deployed.result.state), "Registered");
    assert.equal(
      await valueOf(deployed.result.featureId),
      `/subscriptions/${subscriptionId}/providers/Microsoft.Features/providers/Microsoft.Compute/features/EncryptionAtHost`,
    );
    assert.deepEqual(deployed.warnings, []);
  });

  it("registers it in another subscription", async () => {
    const deployed = await deploy(
      (opts) => new FeatureRegistration("encryption", { ...feature, subscriptionId }, opts),
    );

    assert.deepEqual(inputsOf(deployed, "encryption-feature"), { ...feature, subscriptionId });
  });

  for (const [featureName, purpose, since] of [
    ["InGuestAutoPatchVMPreview", "automatic guest patching", "December 2021"],
    ["InGuestPatchVMPreview", "patch assessment on demand", "December 2021"],
  ]) {
    it(`accepts ${featureName ?? ""} and warns that it does nothing`, async () => {
      const deployed = await deploy(
        (opts) =>
          new FeatureRegistration(
            "patching",
            { providerNamespace: "Microsoft.Compute", featureName: featureName ?? "" },
            opts,
          ),
      );

      assert.deepEqual(deployed.warnings, [
        `featureName: Microsoft.Compute/${featureName ?? ""} does nothing any more: ${purpose ?? ""} needs no registration since ${since ?? ""}. Leave the registration out. [EVG-FEATURE-003]`,
      ]);
      assert.equal(childrenOf(deployed).length, 1);
    });
  }

  it("refuses words that can name no feature", async () => {
    const message = await refusalOf(
      (opts) =>
        new FeatureRegistration(
          "encryption",
          { providerNamespace: "Compute", featureName: "Microsoft.Compute/EncryptionAtHost" },
          opts,
        ),
    );

    assert.equal(
      message,
      [
        'FeatureRegistration "encryption" has 2 problems:',
        '  - providerNamespace: "Compute" is not the namespace of a resource provider. Give words with dots between them, for example "Microsoft.Compute". [EVG-FEATURE-001]',
        '  - featureName: "Microsoft.Compute/EncryptionAtHost" is not the name of a feature. Give the name alone, as "az feature list" prints it after the slash, for example "EncryptionAtHost". [EVG-FEATURE-002]',
      ].join("\n"),
    );
  });

  it("refuses what is no subscription", async () => {
    const message = await refusalOf(
      (opts) =>
        new FeatureRegistration(
          "encryption",
          { ...feature, subscriptionId: `/subscriptions/${subscriptionId}` },
          opts,
        ),
    );

    assert.equal(
      message,
      [
        'FeatureRegistration "encryption" has 1 problem:',
        `  - subscriptionId: "/subscriptions/${subscriptionId}" is not the id of a subscription, which is a GUID. Give it as "az account list" prints it, without "/subscriptions/". [EVG-ID-004]`,
      ].join("\n"),
    );
  });

  it("asks for a provider of its own beside an explicit azure-native one", async () => {
    const message = await refusalOf((opts) => {
      const provider = new AzureNativeProvider("elsewhere", { subscriptionId });
      return new FeatureRegistration("encryption", feature, { ...opts, providers: [provider] });
    });

    assert.equal(
      message,
      [
        'FeatureRegistration "encryption" has 1 problem:',
        '  - opts.providers: An explicit azure-native provider is given, but no azure-evergreen one, so part of the resources would be made with other credentials. Give both, providers: [azureNativeProvider, azureEvergreenProvider], the second made with new Provider(...) of "azure-evergreen/resources" and the same arguments. [EVG-PROVIDER-001]',
      ].join("\n"),
    );
  });

  it("asks for it where a parent has the explicit provider", async () => {
    const message = await refusalOf((opts) => {
      const provider = new AzureNativeProvider("elsewhere", { subscriptionId });
      const parent = new pulumi.ComponentResource(
        "fleet:index:Fleet",
        "fleet",
        {},
        {
          providers: { "azure-native": provider },
        },
      );
      return new FeatureRegistration("encryption", feature, { ...opts, parent });
    });

    assert.equal(
      message,
      [
        'FeatureRegistration "encryption" has 1 problem:',
        '  - opts.providers: An explicit azure-native provider is given, but no azure-evergreen one, so part of the resources would be made with other credentials. Give both, providers: [azureNativeProvider, azureEvergreenProvider], the second made with new Provider(...) of "azure-evergreen/resources" and the same arguments. [EVG-PROVIDER-001]',
      ].join("\n"),
    );
  });

  it("takes both explicit providers", async () => {
    const deployed = await deploy((opts) => {
      const native = new AzureNativeProvider("elsewhere", { subscriptionId });
      const own = new Provider("elsewhere", { subscriptionId });
      return new FeatureRegistration("encryption", feature, { ...opts, providers: [native, own] });
    });

    assert.deepEqual(childrenOf(deployed), [
      "azure-evergreen:index:SubscriptionFeature encryption-feature",
    ]);
    assert.deepEqual(deployed.failures, []);
  });

  it("judges words that are outputs once they are known", async () => {
    const refusal = await lateRefusalOf(
      (opts) =>
        new FeatureRegistration(
          "encryption",
          { providerNamespace: pulumi.output("Compute"), featureName: "EncryptionAtHost" },
          opts,
        ),
    );

    assert.deepEqual(refusal, {
      message: [
        'FeatureRegistration "encryption" has 1 problem:',
        '  - providerNamespace: "Compute" is not the namespace of a resource provider. Give words with dots between them, for example "Microsoft.Compute". [EVG-FEATURE-001]',
      ].join("\n"),
      registered: [],
    });
  });

  it("judges nothing that is unknown in a preview", async () => {
    const deployed = await deploy(
      (opts) =>
        new FeatureRegistration(
          "encryption",
          {
            providerNamespace: unknownInput(),
            featureName: unknownInput(),
            subscriptionId: unknownInput(),
          },
          opts,
        ),
      { preview: "create" },
    );

    assert.deepEqual(childrenOf(deployed), [
      "azure-evergreen:index:SubscriptionFeature encryption-feature",
    ]);
    assert.deepEqual(deployed.failures, []);
  });
});
