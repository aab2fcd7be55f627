import type { Finding } from "./finding";
import { deterministicGuid } from "./guid";
import type { OperatingSystem } from "./guest-patching";

/** Longest name of a machine inside its operating system. Source: learn.microsoft.com azure-resource-manager/management/resource-name-rules. */
export const longestComputerName: Readonly<Record<OperatingSystem, number>> = {
  Windows: 15,
  Linux: 64,
};

/** Longest name of the administrator. Source: Compute API, `OSProfile.adminUsername`. */
const longestAdminUsername: Readonly<Record<OperatingSystem, number>> = { Windows: 20, Linux: 64 };

/** Names that Azure gives to no administrator. Source: Compute API, `OSProfile.adminUsername`. */
const forbiddenAdminUsernames: ReadonlySet<string> = new Set(
  (
    "administrator admin user user1 test user2 test1 user3 admin1 1 123 a actuser adm admin2 aspnet " +
    "backup console david guest john owner root server sql support support_388945a0 sys test2 test3 " +
    "user4 user5"
  ).split(" "),
);

/** Most data disks that a machine of any size takes. */
const highestLun = 63;

/**
 * A legal computer name made from any name: what is not allowed becomes a hyphen; a name that is too
 * long keeps its start and gets four digits that tell it from others with the same start.
 */
export function computerNameFrom(operatingSystem: OperatingSystem, name: string): string {
  const longest = longestComputerName[operatingSystem];
  const clean = trimmed(name.replaceAll(/[^a-z0-9-]+/gi, "-"));
  const short =
    clean.length <= longest
      ? clean
      : `${trimmed(clean.slice(0, longest - 5))}-${deterministicGuid(name).slice(0, 4)}`;
  return /[a-z]/i.test(short) ? short : trimmed(`vm-${short}`.slice(0, longest));
}

/** Refuses a name that the operating system cannot have. Source: as {@linkcode longestComputerName}. */
export function computerNameFindings(
  operatingSystem: OperatingSystem,
  name: string,
  path: string,
): Finding[] {
  const longest = longestComputerName[operatingSystem];
  const legal =
    operatingSystem === "Windows"
      ? /^[a-z0-9-]*[a-z0-9]$/i.test(name) && !/^\d+$/.test(name)
      : /^[a-z0-9.-]*[a-z0-9]$/i.test(name);
  if (legal && name.length <= longest) {
    return [];
  }
  const letters =
    operatingSystem === "Windows"
      ? "letters, digits and hyphens, not only digits, and no hyphen at the end"
      : "letters, digits, hyphens and dots, and none of the last two at the end";
  return [
    error(
      "EVG-VM-001",
      path,
      `"${name}" is not a computer name for ${operatingSystem}: it has up to ${longest} ${letters}.`,
      `Use for example "${computerNameFrom(operatingSystem, name)}".`,
    ),
  ];
}

/** Refuses an administrator's name that Azure refuses. Source: Compute API, `OSProfile.adminUsername`. */
export function adminUsernameFindings(
  operatingSystem: OperatingSystem,
  name: string,
  path: string,
): Finding[] {
  const longest = longestAdminUsername[operatingSystem];
  if (forbiddenAdminUsernames.has(name.toLowerCase())) {
    return [
      error(
        "EVG-VM-002",
        path,
        `Azure gives the name "${name}" to no administrator.`,
        "Choose a name that is harder to guess.",
      ),
    ];
  }
  if (
    name === "" ||
    name.length > longest ||
    (operatingSystem === "Windows" && name.endsWith("."))
  ) {
    return [
      error(
        "EVG-VM-003",
        path,
        `"${name}" is not a name for an administrator of ${operatingSystem}: it has 1 to ${longest} characters${operatingSystem === "Windows" ? " and no dot at the end" : ""}.`,
        "Choose another name.",
      ),
    ];
  }
  return [];
}

/** Refuses data disks that claim the same logical unit, or one that there is not. `disks` is by key. */
export function dataDiskFindings(
  disks: Readonly<Record<string, { readonly lun: number }>>,
  basePath: string,
): Finding[] {
  const keys = Object.keys(disks);
  return Object.entries(disks).flatMap(([key, { lun }], index) => {
    const path = `${basePath}.${key}.lun`;
    if (!Number.isInteger(lun) || lun < 0 || lun > highestLun) {
      return [
        error(
          "EVG-VM-004",
          path,
          `The logical unit number of a data disk is ${lun}, but it must be a whole number from 0 to ${highestLun}.`,
          "Give a number that no other disk of the machine has.",
        ),
      ];
    }
    const other = keys.slice(0, index).find((earlier) => disks[earlier]?.lun === lun);
    return other === undefined
      ? []
      : [
          error(
            "EVG-VM-005",
            path,
            `The data disks "${other}" and "${key}" both have the logical unit number ${lun}.`,
            "Give each disk a number of its own.",
          ),
        ];
  });
}

/**
 * Licences that a user can bring. Source: Compute API (`licenseType`), hashicorp/terraform-provider-azurerm
 * linux_virtual_machine_resource.go and windows_virtual_machine_resource.go.
 */
export const licenseTypes: Readonly<Record<OperatingSystem, readonly string[]>> = {
  Windows: ["None", "Windows_Server", "Windows_Client"],
  Linux: [
    "None",
    "RHEL_BYOS",
    "RHEL_BASE",
    "RHEL_EUS",
    "RHEL_SAPAPPS",
    "RHEL_SAPHA",
    "RHEL_BASESAPAPPS",
    "RHEL_BASESAPHA",
    "SLES_BYOS",
    "SLES",
    "SLES_SAP",
    "SLES_HPC",
    "UBUNTU_PRO",
  ],
};

/** Most of custom or user data, in base 64. Source: learn.microsoft.com virtual-machines/custom-data, virtual-machines/user-data. */
const longestDataInCharacters = 64 * 1024;

/** Refuses custom or user data that is too long; the message does not repeat it. */
export function dataTooLongFindings(text: string, path: string): Finding[] {
  const length = Math.ceil(new TextEncoder().encode(text).length / 3) * 4;
  return length <= longestDataInCharacters
    ? []
    : [
        error(
          "EVG-VM-006",
          path,
          `${path} has ${length} characters in base 64, and Azure takes ${longestDataInCharacters}.`,
          "Have the machine fetch the rest.",
        ),
      ];
}

/** Refuses a storage account for boot diagnostics that are off, or one that is no address. */
export function diagnosticsStorageFindings(
  diagnostics: {
    readonly enabled?: boolean | undefined;
    readonly storageUri?: string | undefined;
  },
  basePath: string,
): Finding[] {
  const { enabled = true, storageUri } = diagnostics;
  if (storageUri === undefined) {
    return [];
  }
  const path = `${basePath}.storageUri`;
  return [
    ...(enabled
      ? []
      : [
          error(
            "EVG-VM-007",
            path,
            "A storage account is given for boot diagnostics, which are off.",
            "Leave storageUri or enabled out.",
          ),
        ]),
    ...(/^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+\/?$/i.test(storageUri)
      ? []
      : [
          error(
            "EVG-VM-008",
            path,
            `"${storageUri}" is not the address of a storage account.`,
            'Give its blob endpoint, for example "https://fleet.blob.core.windows.net/".',
          ),
        ]),
  ];
}

function trimmed(name: string): string {
  return name.replace(/^-+/, "").replace(/-+$/, "");
}

function error(ruleId: string, path: string, message: string, fix: string): Finding {
  return { ruleId, severity: "error", propertyPath: path, message, fix };
}
