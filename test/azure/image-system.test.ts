import assert from "node:assert/strict";
import { operatingSystemOfImage } from "../../src/azure/image-system";
import { parseImageUrn } from "../../src/azure/images";

describe("the system of an image", () => {
  for (const [urn, expected] of [
    ["canonical:0001-com-ubuntu-server-jammy:22_04-lts:latest", "Linux"],
    ["Debian:debian-12:12-gen2:latest", "Linux"],
    ["MicrosoftWindowsServer:WindowsServer:2016-Datacenter:latest", "Windows"],
    ["MicrosoftWindowsDesktop:windows-11:win11-23h2-pro:latest", "Windows"],
    ["contoso:appliance:v1:latest", undefined],
  ] as const) {
    it(`${urn}: ${expected ?? "not known"}`, () => {
      assert.equal(operatingSystemOfImage(parseImageUrn(urn)), expected);
    });
  }
});
