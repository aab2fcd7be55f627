import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { OperatingSystem } from "../../src/azure/guest-patching";
import {
  adminUsernameFindings,
  computerNameFindings,
  computerNameFrom,
  dataDiskFindings,
  dataTooLongFindings,
  diagnosticsStorageFindings,
} from "../../src/azure/virtual-machine";
import { told } from "./told";

const operatingSystem = fc.constantFrom<OperatingSystem>("Windows", "Linux");

describe("computer names", () => {
  it("are legal when they are made from any name", () => {
    fc.assert(
      fc.property(operatingSystem, fc.string({ minLength: 1 }), (os, name) => {
        const made = computerNameFrom(os, name);
        assert.deepEqual(computerNameFindings(os, made, "computerName"), [], made);
      }),
    );
  });

  it("stay as they are when they are legal already, and the same in every run", () => {
    assert.equal(computerNameFrom("Windows", "web-1"), "web-1");
    assert.equal(computerNameFrom("Linux", "web-1"), "web-1");
    assert.equal(computerNameFrom("Windows", "12345"), "vm-12345");
    assert.equal(computerNameFrom("Windows", "___"), "vm");
  });

  it("tell long names apart that begin alike", () => {
    const [first, second] = ["application-server-1", "application-server-2"].map((name) =>
      computerNameFrom("Windows", name),
    );

    assert.equal(first?.slice(0, 10), second?.slice(0, 10));
    assert.notEqual(first, second);
  });

  it("are refused as each operating system refuses them", () => {
    const refused = (os: OperatingSystem, name: string) =>
      computerNameFindings(os, name, "computerName").map(({ ruleId }) => ruleId).length === 1;

    assert.deepEqual(
      ["web", "web.fleet", "web-", "1234", "sixteen-letters-", "a23456789012345", "w_b", ""].map(
        (name) => [refused("Windows", name), refused("Linux", name)],
      ),
      [
        [false, false],
        [true, false],
        [true, true],
        [true, false],
        [true, true],
        [false, false],
        [true, true],
        [true, true],
      ],
    );
  });
});

describe("administrators", () => {
  it("take none of the names that Azure forbids, in any case", () => {
    for (const name of ["root", "Admin", "support_388945a0"]) {
      assert.deepEqual(
        adminUsernameFindings("Linux", name, "adminUsername").map(({ ruleId }) => ruleId),
        ["EVG-VM-002"],
      );
    }
  });

  it("have names of a length that the operating system takes", () => {
    const refused = (os: OperatingSystem, name: string) =>
      adminUsernameFindings(os, name, "adminUsername").map(({ ruleId }) => ruleId);

    assert.deepEqual(refused("Windows", "a".repeat(20)), []);
    assert.deepEqual(refused("Windows", "a".repeat(21)), ["EVG-VM-003"]);
    assert.deepEqual(refused("Linux", "a".repeat(64)), []);
    assert.deepEqual(refused("Linux", "a".repeat(65)), ["EVG-VM-003"]);
    assert.deepEqual(refused("Linux", ""), ["EVG-VM-003"]);
    assert.deepEqual(refused("Linux", "fleet."), []);
    assert.deepEqual(refused("Windows", "fleet."), ["EVG-VM-003"]);
  });
});

describe("data disks", () => {
  it("have a logical unit number each, from 0 to 63", () => {
    const find = (disks: Record<string, { lun: number }>) =>
      dataDiskFindings(disks, "dataDisks").map(
        ({ ruleId, propertyPath }) => `${ruleId} ${propertyPath}`,
      );

    assert.deepEqual(find({ a: { lun: 0 }, b: { lun: 63 } }), []);
    assert.deepEqual(find({ a: { lun: -1 }, b: { lun: 64 }, c: { lun: 1.5 } }), [
      "EVG-VM-004 dataDisks.a.lun",
      "EVG-VM-004 dataDisks.b.lun",
      "EVG-VM-004 dataDisks.c.lun",
    ]);
    assert.deepEqual(find({ a: { lun: 1 }, b: { lun: 2 }, c: { lun: 1 } }), [
      "EVG-VM-005 dataDisks.c.lun",
    ]);
  });
});

describe("what a machine is given", () => {
  it("is no longer than Azure takes, and not told", () => {
    assert.deepEqual(dataTooLongFindings("a".repeat(49_152), "customData"), []);
    assert.deepEqual(told(dataTooLongFindings("\u00e9".repeat(24_577), "customData")), [
      "error customData: customData has 65540 characters in base 64, and Azure takes 65536. Have the machine fetch the rest. [EVG-VM-006]",
    ]);
  });

  it("is a storage account for boot diagnostics that are on", () => {
    const find = (enabled: boolean | undefined, storageUri: string | undefined) =>
      told(diagnosticsStorageFindings({ enabled, storageUri }, "bootDiagnostics"));
    assert.deepEqual(find(false, undefined), []);
    assert.deepEqual(find(undefined, "https://fleet.blob.core.windows.net/"), []);
    assert.deepEqual(find(false, "fleet"), [
      "error bootDiagnostics.storageUri: A storage account is given for boot diagnostics, which are off. Leave storageUri or enabled out. [EVG-VM-007]",
      'error bootDiagnostics.storageUri: "fleet" is not the address of a storage account. Give its blob endpoint, for example "https://fleet.blob.core.windows.net/". [EVG-VM-008]',
    ]);
  });
});
