import assert from "node:assert/strict";
import { patchSourceOf, patchSourcesOfSet } from "../../src/azure/patch-source";

const windows = (service: string): unknown[] => {
  const source = patchSourceOf({ operatingSystem: "Windows", service, image: undefined });
  return [source.kind, source.told];
};

describe("The patch source of a machine", () => {
  it("of Windows is its public service where the machine says so, else maybe a WSUS", () => {
    assert.deepEqual(windows("WU"), ["WindowsUpdate", "Microsoft's public Windows Update."]);
    for (const service of ["WU-WSUS", "WU_WSUS"]) {
      assert.deepEqual(windows(service), [
        "WindowsUpdateOrWsus",
        "Microsoft's public Windows Update, or a WSUS: the machine tells both alike.",
      ]);
    }
    assert.deepEqual(windows(""), [
      "Unknown",
      "Nothing is known of it before the machine has been assessed.",
    ]);
    const { ask, reach } = patchSourceOf({
      operatingSystem: "Windows",
      service: "",
      image: undefined,
    });
    assert.deepEqual(ask, [
      "Get-ItemProperty HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate -ErrorAction SilentlyContinue | Format-List WUServer, WUStatusServer",
      "Get-ItemProperty HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU -ErrorAction SilentlyContinue | Format-List UseWUServer, NoAutoUpdate",
    ]);
    assert.deepEqual(reach, [
      "Test-NetConnection sls.update.microsoft.com -Port 443  # or the host and port of WUServer",
    ]);
  });

  for (const [service, publisher, kind, reach] of [
    ["APT", "acme", "PackageRepositories", ["sudo apt-get update"]],
    ["yum", "acme", "PackageRepositories", ["sudo yum makecache"]],
    ["Zypper", "acme", "PackageRepositories", ["sudo zypper refresh"]],
    ["", "Canonical", "Unknown", ["sudo apt-get update"]],
    ["", "RedHat", "Unknown", ["sudo yum makecache"]],
    ["", "SUSE", "Unknown", ["sudo zypper refresh"]],
    ["", "acme", "Unknown", []],
  ] as const) {
    it(`of Linux that tells "${service}" and is by ${publisher}`, () => {
      const image = { publisher, offer: "os", sku: "1" };
      const source = patchSourceOf({ operatingSystem: "Linux", service, image });
      assert.deepEqual([source.kind, source.reach], [kind, reach]);
      assert.equal(source.ask.length > 0, true);
    });
  }
});

describe("The patch sources of a set", () => {
  const member = (name: string, service: string, tag?: string) => ({ name, service, tag });

  for (const [what, members, tag, expected] of [
    [
      "differ by service",
      [member("a", "WU"), member("b", "WU-WSUS"), member("c", "WU"), member("d", "")],
      undefined,
      ["notMet", 'they use different services: "WU" of a, c; "WU-WSUS" of b.'],
    ],
    [
      "differ by tag",
      [member("a", "APT", "mirror"), member("b", "APT"), member("c", "APT", "public")],
      "source",
      ["notMet", 'the tag "source" differs: "mirror" of a; none of b; "public" of c.'],
    ],
    [
      "agree by tag",
      [member("a", "APT", "mirror"), member("b", "", "mirror")],
      "source",
      ["met", 'the tag "source" says "mirror" of each.'],
    ],
    [
      "are not known where all tell the same",
      [member("a", "APT"), member("b", "APT"), member("c", "")],
      "source",
      [
        "unknown",
        "each that tells its service says APT; whether it is one source only the machines know.",
      ],
    ],
    [
      "are not known where none tells anything",
      [member("a", ""), member("b", "")],
      undefined,
      ["unknown", "none tells its service; whether it is one source only the machines know."],
    ],
  ] as const) {
    it(what, () => {
      const { state, found } = patchSourcesOfSet(members, tag);
      assert.deepEqual([state, found], expected);
    });
  }
});
