import assert from "node:assert/strict";
import {
  cloudFromMetadata,
  findCloud,
  isKnownAuthority,
  metadataRoot,
  scopeOf,
} from "../../src/arm/cloud";

const described = {
  name: "Private",
  resourceManager: "https://arm.private.example/",
  authentication: {
    loginEndpoint: "https://login.private.example/",
    audiences: ["https://arm.private.example/", "https://other/"],
  },
};

describe("findCloud", () => {
  it("knows each cloud by Pulumi's and by the Azure CLI's name", () => {
    const endpointOf = (name: string) => findCloud(name)?.endpoint;
    assert.equal(endpointOf("public"), "https://management.azure.com");
    assert.equal(endpointOf("AzureCloud"), "https://management.azure.com");
    assert.equal(endpointOf("usgovernment"), "https://management.usgovcloudapi.net");
    assert.equal(endpointOf("AzureUSGovernment"), "https://management.usgovcloudapi.net");
    assert.equal(endpointOf("China"), "https://management.chinacloudapi.cn");
    assert.equal(findCloud("german"), undefined);
  });

  it("asks for tokens as Microsoft's clients do", () => {
    const scopes = ["public", "usgovernment", "china"].map((name) => {
      const cloud = findCloud(name);
      return cloud === undefined ? undefined : scopeOf(cloud);
    });
    assert.deepEqual(scopes, [
      "https://management.core.windows.net//.default",
      "https://management.core.usgovcloudapi.net/.default",
      "https://management.core.chinacloudapi.cn/.default",
    ]);
  });
});

describe("metadataRoot", () => {
  it("takes a host with or without its scheme", () => {
    assert.equal(metadataRoot("localhost:8443"), "https://localhost:8443");
    assert.equal(metadataRoot("https://host.example/"), "https://host.example");
  });

  it("refuses anything but HTTPS, and a user name, without repeating a password", () => {
    assert.throws(() => metadataRoot("http://host.example"), {
      message:
        "metadataHost is 'http://host.example'; it must be an https address without a user name.",
    });
    assert.throws(() => metadataRoot("https://user:word@host.example"), {
      message:
        "metadataHost is 'https://…@host.example'; it must be an https address without a user name.",
    });
    assert.throws(() => metadataRoot("a b"), /metadataHost is 'https:\/\/a b'/);
  });
});

describe("cloudFromMetadata", () => {
  const cloud = {
    name: "Private",
    endpoint: "https://arm.private.example",
    authorityHost: "https://login.private.example",
    audience: "https://arm.private.example/",
  };

  it("reads one object, and of a list the one that is named, else the first", () => {
    const other = { ...described, name: "Other" };
    assert.deepEqual(cloudFromMetadata(described, "https://m"), cloud);
    assert.deepEqual(cloudFromMetadata([other, described], "https://m", "private"), cloud);
    assert.equal(cloudFromMetadata([other, described], "https://m").name, "Other");
    assert.equal(cloudFromMetadata([other, described], "https://m", "public").name, "Other");
    assert.equal(isKnownAuthority(cloud), false);
  });

  it("refuses addresses that are missing or would carry secrets in clear", () => {
    const refusal = (change: object): string => {
      try {
        cloudFromMetadata({ ...described, ...change }, "https://m");
      } catch (error) {
        return (error as Error).message;
      }
      return "accepted";
    };
    assert.equal(
      refusal({ resourceManager: "http://arm.private.example" }),
      "resourceManager in the metadata of https://m is 'http://arm.private.example'; it must be an https address without a user name.",
    );
    assert.equal(
      refusal({ authentication: { audiences: ["a"] } }),
      "authentication.loginEndpoint in the metadata of https://m is ''; it must be an https address without a user name.",
    );
    assert.equal(
      refusal({ authentication: { loginEndpoint: "https://l" } }),
      "The metadata of https://m names no audience in authentication.audiences.",
    );
    assert.throws(() => cloudFromMetadata("<html>", "https://m"), /names no audience/);
  });
});
