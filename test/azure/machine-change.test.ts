import assert from "node:assert/strict";
import {
  diskKeyChangeFindings,
  diskSizeChangeFindings,
  diskTypeChangeFindings,
  diskZoneChangeFindings,
  fixedProperties,
  fixedPropertyFindings,
  securityTypeChangeFindings,
} from "../../src/azure/machine-change";
import { told } from "./told";

describe("what of a machine is fixed", () => {
  it("is refused to change, each by its name", () => {
    const all = (value: string) =>
      Object.fromEntries(fixedProperties.map(({ path }) => [path, value]));

    assert.deepEqual(
      fixedPropertyFindings(all("first"), all("second")).map(({ propertyPath }) => propertyPath),
      fixedProperties.map(({ path }) => path),
    );
    assert.deepEqual(fixedPropertyFindings(all("same"), all("same")), []);
  });

  it("is told with its values, unless they are secret or long", () => {
    assert.deepEqual(
      told(
        fixedPropertyFindings(
          { zone: "1", "placement.faultDomain": 1, customData: "first", sshPublicKey: ["first"] },
          { zone: "2", "placement.faultDomain": undefined, customData: "second", sshPublicKey: [] },
        ),
      ),
      [
        "error sshPublicKey: sshPublicKey cannot change: Azure takes it only when the machine is created. Leave it as it was, and change authorized_keys in the machine. [EVG-CHANGE-001]",
        "error customData: customData cannot change: Azure takes it only when the machine is created. Leave it as it was, or replace the machine with `pulumi up --target-replace` and its URN. [EVG-CHANGE-001]",
        'error zone: zone cannot change from "1" to "2": Azure takes it only when the machine is created. Leave it as it was, or replace the machine with `pulumi up --target-replace` and its URN. [EVG-CHANGE-001]',
        "error placement.faultDomain: placement.faultDomain cannot change from 1 to nothing: Azure takes it only when the machine is created. Leave it as it was, or replace the machine with `pulumi up --target-replace` and its URN. [EVG-CHANGE-001]",
      ],
    );
  });

  it("is judged where both sides are known, ids without their case, and a password that was never told not at all", () => {
    assert.deepEqual(fixedPropertyFindings({ zone: "1" }, {}), []);
    assert.deepEqual(fixedPropertyFindings({}, { zone: "1" }), []);
    assert.deepEqual(fixedPropertyFindings({ image: "A:b" }, { image: "a:B" }), []);
    assert.equal(fixedPropertyFindings({ adminUsername: "a" }, { adminUsername: "A" }).length, 1);
    assert.deepEqual(
      fixedPropertyFindings({ adminPassword: undefined }, { adminPassword: "first" }),
      [],
    );
  });
});

describe("what changes on the way to another machine", () => {
  it("is the security type, but never to or from a confidential one", () => {
    const find = (before?: string, after?: string) =>
      told(securityTypeChangeFindings(before, after, "security.type"));
    assert.deepEqual(find(undefined, "TrustedLaunch"), []);
    assert.deepEqual(find("TrustedLaunch", "Standard"), []);
    assert.deepEqual(find("ConfidentialVM", "ConfidentialVM"), []);
    assert.deepEqual(find(undefined, "ConfidentialVM"), [
      'error security.type: The security type cannot change from "Standard" to "ConfidentialVM": a machine is confidential from its creation on, or never. Leave it as it was, or replace the machine with `pulumi up --target-replace` and its URN. [EVG-CHANGE-002]',
    ]);
  });

  it("is a disk's size upwards, and its type where there is a way", () => {
    assert.deepEqual(diskSizeChangeFindings(64, 128, "size"), []);
    assert.deepEqual(diskSizeChangeFindings(undefined, 128, "size"), []);
    assert.deepEqual(told(diskSizeChangeFindings(128, 64, "size")), [
      "error size: A disk of 128 gigabytes cannot shrink to 64: Azure lets disks grow alone, so that no data is lost. Leave it at 128, or move the data to another disk. [EVG-CHANGE-003]",
    ]);
    assert.deepEqual(diskTypeChangeFindings("Premium_LRS", "PremiumV2_LRS", "type"), []);
    assert.deepEqual(diskTypeChangeFindings("Standard_LRS", "StandardSSD_ZRS", "type"), []);
    assert.deepEqual(told(diskTypeChangeFindings("PremiumV2_LRS", "Premium_LRS", "type")), [
      'error type: A disk of type "PremiumV2_LRS" cannot become one of type "Premium_LRS". Leave it as it was, or make another disk from a snapshot of it. [EVG-CHANGE-004]',
    ]);
    assert.equal(diskTypeChangeFindings("Premium_LRS", "UltraSSD_LRS", "type").length, 1);
  });

  it("is a disk's key to another one, and not its zone", () => {
    assert.deepEqual(diskKeyChangeFindings(undefined, "/set", "key"), []);
    assert.deepEqual(diskKeyChangeFindings("/set", "/other", "key"), []);
    assert.deepEqual(told(diskKeyChangeFindings("/set", undefined, "key")), [
      "error key: A disk that is encrypted with a key of your own cannot go back to Azure's. Leave the disk encryption set, or give another. [EVG-CHANGE-005]",
    ]);
    assert.deepEqual(diskZoneChangeFindings("1", "1", "zone"), []);
    assert.deepEqual(told(diskZoneChangeFindings("1", undefined, "zone")), [
      "error zone: A disk cannot move from zone 1 to no zone. Leave the machine's zone as it was, or make another disk from a snapshot of it. [EVG-CHANGE-006]",
    ]);
  });
});
