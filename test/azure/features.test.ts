import assert from "node:assert/strict";
import { featureFindings, featureId, obsoleteFeatures } from "../../src/azure/features";
import { told } from "./told";

describe("preview features", () => {
  const findings = (featureName: string, providerNamespace = "Microsoft.Compute") =>
    told(featureFindings({ providerNamespace, featureName }, "feature"));

  it("are taken by the name of their provider and their own", () => {
    assert.deepEqual(findings("EncryptionAtHost"), []);
    assert.deepEqual(findings("AKS-ExtensionManager", "Microsoft.ContainerService"), []);
    assert.deepEqual(findings("Some.Dotted_Name-2", "Company.Product.Part2"), []);
  });

  it("are warned of when they no longer do anything", () => {
    assert.deepEqual(findings("InGuestAutoPatchVMPreview"), [
      "warning feature.featureName: Microsoft.Compute/InGuestAutoPatchVMPreview does nothing any more: automatic guest patching needs no registration since December 2021. Leave the registration out. [EVG-FEATURE-003]",
    ]);
    assert.deepEqual(findings("InGuestPatchVMPreview"), [
      "warning feature.featureName: Microsoft.Compute/InGuestPatchVMPreview does nothing any more: patch assessment on demand needs no registration since December 2021. Leave the registration out. [EVG-FEATURE-003]",
    ]);
    assert.deepEqual(findings("inguesthotpatchvmpreview", "microsoft.compute"), [
      "warning feature.featureName: microsoft.compute/inguesthotpatchvmpreview does nothing any more: hotpatching needs no registration since February 2022. Leave the registration out. [EVG-FEATURE-003]",
    ]);
    assert.deepEqual(
      obsoleteFeatures.map(({ featureName }) => featureName),
      ["InGuestAutoPatchVMPreview", "InGuestPatchVMPreview", "InGuestHotPatchVMPreview"],
    );
  });

  it("of another provider are not obsolete by their name alone", () => {
    assert.deepEqual(findings("InGuestPatchVMPreview", "Microsoft.Other"), []);
  });

  it("are refused by words that cannot name one, both at once", () => {
    assert.deepEqual(findings("Microsoft.Compute/EncryptionAtHost", "Compute"), [
      'error feature.providerNamespace: "Compute" is not the namespace of a resource provider. Give words with dots between them, for example "Microsoft.Compute". [EVG-FEATURE-001]',
      'error feature.featureName: "Microsoft.Compute/EncryptionAtHost" is not the name of a feature. Give the name alone, as "az feature list" prints it after the slash, for example "EncryptionAtHost". [EVG-FEATURE-002]',
    ]);
    for (const word of ["", "two words", "-x", "a/b"]) {
      assert.equal(findings(word).length, 1, word);
    }
    for (const namespace of ["", "Microsoft", "Microsoft.", ".Compute", "Microsoft.Compute/x"]) {
      assert.equal(findings("EncryptionAtHost", namespace).length, 1, namespace);
    }
  });

  it("have an id in the subscription", () => {
    assert.equal(
      featureId("0b1f6471-1bf0-4dda-aec3-111122223333", "Microsoft.Compute", "EncryptionAtHost"),
      "/subscriptions/0b1f6471-1bf0-4dda-aec3-111122223333/providers/Microsoft.Features/providers/Microsoft.Compute/features/EncryptionAtHost",
    );
  });
});
