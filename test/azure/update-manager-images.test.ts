import assert from "node:assert/strict";
import fc from "fast-check";
import catalogue from "../../src/azure/data/guest-patch-images.json";
import {
  parseImageUrn,
  supportsPlatformPatching,
  supportsUpdateManager,
  updateManagerImageFindings,
} from "../../src/azure/images";
import { isUpdateManagerImage, matchesLike } from "../../src/azure/update-manager-images";
import { told } from "./told";

describe("images of Azure Update Manager", () => {
  const taken = [
    "Redhat:RHEL:8_8-gen2",
    "redhat:rhel:9_5",
    "RedHat:rhel-ha:8.4",
    "RedHat:rhel-ha:9_2-gen2",
    "RedHat:rhel-sap:7.6",
    "RedHat:rhel-sap-ha:9_0",
    "Canonical:any-offer:any-sku",
    "Debian:debian-12:12-gen2",
    "Oracle:Oracle-Linux:ol94-lvm-gen2",
    "SUSE:sles-15-sp6:gen2",
    "SUSE:sles-15-sp6-basic:gen1",
    "OpenLogic:CentOS:7.9",
    "MicrosoftSQLServer:sql2022-ws2022:enterprise-gen2",
    "MicrosoftWindowsServer:WindowsServer:2012-Datacenter",
    "MicrosoftWindowsServer:windowsserver-hub:2016-datacenter-hub",
    "MicrosoftVisualStudio:visualstudio2022:vs-2022-ent-latest-ws2022",
    "center-for-internet-security-inc:cis-windows-server:cis-windows-server2022-l2-gen2",
    "resf:rockylinux-x86_64:9-base",
  ];
  const passedOver = [
    "Redhat:RHEL:6.10",
    "Redhat:RHEL:74-gen2",
    "RedHat:rhel-ha:81_gen2",
    "RedHat:rhel-sap-ha:7.5",
    "RedHat:rhel-sap:7.7",
    "RedHat:rhel-sap:8.1",
    "RedHat:rhel-arm64:8_6-arm64-other",
    "OpenLogic:CentOS-HPC:7.9",
    "MicrosoftSQLServer:sql2019-sles15:enterprise",
    "MicrosoftSQLServer:sql2017-rhel7:enterprise",
    "MicrosoftWindowsServer:windowsserver-hub:2019-datacenter-hub",
    "MicrosoftVisualStudio:visualstudio2022:vs-2022-ent-latest-win11",
    "MicrosoftWindowsDesktop:windows-11:win11-23h2-pro",
    "SUSE:sles-15-sp6:arm64",
    "kinvolk:flatcar:stable",
  ];

  it("are those of the built-in policy", () => {
    for (const urn of taken) {
      assert.equal(isUpdateManagerImage(parseImageUrn(urn)), true, urn);
    }
    for (const urn of passedOver) {
      assert.equal(isUpdateManagerImage(parseImageUrn(urn)), false, urn);
      assert.equal(supportsUpdateManager(parseImageUrn(urn)), false, urn);
    }
  });

  it("hold all that the platform patches, and more", () => {
    for (const { publisher, offer, skus } of [...catalogue.windows, ...catalogue.linux]) {
      for (const sku of skus) {
        assert.equal(supportsUpdateManager({ publisher, offer, sku }), true);
      }
    }
    const wider = taken.filter((urn) => !supportsPlatformPatching(parseImageUrn(urn)));
    assert.deepEqual(
      taken.filter((urn) => !wider.includes(urn)),
      ["center-for-internet-security-inc:cis-windows-server:cis-windows-server2022-l2-gen2"],
    );
  });

  it("warn of an image that the policies pass over", () => {
    assert.deepEqual(
      told(updateManagerImageFindings(parseImageUrn("kinvolk:flatcar:stable"), "image")),
      [
        'warning image: "kinvolk:flatcar:stable" is not among the images that Azure Update Manager\'s built-in policies look at, so they will call the machine not applicable. Check in Update Manager that the machine is assessed, or use a listed image. [EVG-IMAGE-004]',
      ],
    );
    assert.deepEqual(updateManagerImageFindings(parseImageUrn("redhat:rhel:9_5"), "image"), []);
  });
});

describe("Azure Policy's like", () => {
  it("lets * stand for any letters, also none, and ignores case", () => {
    assert.equal(matchesLike("8*", "8-LVM"), true);
    assert.equal(matchesLike("8*", "8"), true);
    assert.equal(matchesLike("*-ws2019", "vs-2019-WS2019"), true);
    assert.equal(matchesLike("cis-redhat8-l*-gen1", "cis-redhat8-l2-gen1"), true);
    assert.equal(matchesLike("a*b*c", "aXbYbZc"), true);
    assert.equal(matchesLike("*", ""), true);
  });

  it("matches the whole word", () => {
    assert.equal(matchesLike("8*", "18"), false);
    assert.equal(matchesLike("ab*ba", "aba"), false);
    assert.equal(matchesLike("a*b*c", "acb"), false);
    assert.equal(matchesLike("a*bc*c", "abc"), false);
    assert.equal(matchesLike("8", "8-lvm"), false);
    assert.equal(matchesLike("", "8"), false);
    assert.equal(matchesLike("7.5", "7x5"), false);
  });

  it("agrees with a regular expression", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[ab*]{0,6}$/),
        fc.stringMatching(/^[abAB]{0,8}$/),
        (pattern, word) => {
          const expression = new RegExp(`^${pattern.replaceAll("*", ".*")}$`, "i");
          assert.equal(matchesLike(pattern, word), expression.test(word));
        },
      ),
      { numRuns: 2000 },
    );
  });
});
