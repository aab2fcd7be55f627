import { errorFinding as error, type Finding } from "./finding";
import { managedDiskTypes } from "./managed-disk-types";

/** One property of a machine that Azure takes only when it creates the machine. */
export interface FixedProperty {
  /** As the user writes it, for example `osDisk.name`. */
  readonly path: string;
  /** Whether its values are left out of messages: secrets, and what is long. */
  readonly unsaid?: boolean;
  /** Whether Azure compares it without regard to case, as words and ids. */
  readonly caseless?: boolean;
  /** Whether one that was not there before can be given: Azure never tells it, so a machine that was imported has none. */
  readonly addable?: boolean;
  /** What can be done instead, a whole sentence. Defaults to replacing the machine. */
  readonly instead?: string;
}

/** How a resource is replaced on purpose. */
const replaceIt =
  "Leave it as it was, or replace the machine with `pulumi up --target-replace` and its URN.";

/**
 * Properties that Azure refuses to change, each with who says so: as Azure does
 * (PropertyChangeNotAllowed) hashicorp/terraform issue 8796 (image, administrator, computer name),
 * Azure/azure-quickstart-templates issue 5442 (keys), Azure/azure-sdk-for-node issue 2297 (custom data),
 * hashicorp/terraform-provider-azurerm pull request 16323 (name of the system's disk); by document Compute API
 * (`availabilitySet`, `platformFaultDomain`), learn.microsoft.com virtual-machines/windows/change-availability-set;
 * by their replacing a machine for it hashicorp/terraform-provider-azurerm linux_virtual_machine_resource.go and
 * windows_virtual_machine_resource.go (password, time zone, zone, ephemeral disk, confidential encryption).
 */
export const fixedProperties: readonly FixedProperty[] = [
  { path: "image", caseless: true },
  { path: "adminUsername" },
  {
    path: "adminPassword",
    unsaid: true,
    addable: true,
    instead: "Leave it as it was, and reset it in the machine.",
  },
  {
    path: "sshPublicKey",
    unsaid: true,
    instead: "Leave it as it was, and change authorized_keys in the machine.",
  },
  { path: "customData", unsaid: true },
  { path: "computerName" },
  { path: "timeZone" },
  { path: "zone" },
  { path: "placement.availabilitySetId", caseless: true },
  { path: "placement.faultDomain" },
  { path: "osDisk.name" },
  { path: "osDisk.ephemeralPlacement" },
  {
    path: "osDisk.storageType",
    instead: "Leave it as it was, or change the disk itself while the machine is deallocated.",
  },
  {
    path: "osDisk.diskEncryptionSetId",
    caseless: true,
    instead: "Leave it as it was, or change the disk itself while the machine is deallocated.",
  },
  { path: "security.confidentialDiskEncryption" },
];

/**
 * Refuses changes of what is fixed. What is not known, before or after, is `undefined` in neither: leave
 * the path out.
 */
export function fixedPropertyFindings(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Finding[] {
  return fixedProperties.flatMap(({ path, unsaid, caseless = false, addable, instead }) => {
    if (
      !(path in before) ||
      !(path in after) ||
      sameValue(before[path], after[path], caseless) ||
      (addable === true && before[path] === undefined)
    ) {
      return [];
    }
    const values =
      unsaid === true ? "" : ` from ${described(before[path])} to ${described(after[path])}`;
    return [
      error(
        "EVG-CHANGE-001",
        path,
        `${path} cannot change${values}: Azure takes it only when the machine is created.`,
        instead ?? replaceIt,
      ),
    ];
  });
}

/** Refuses to make a confidential machine of another, or the other way round. Source: as {@linkcode fixedProperties}, `security_type`. */
export function securityTypeChangeFindings(
  before: string | undefined,
  after: string | undefined,
  path: string,
): Finding[] {
  const [from, to] = [before ?? "Standard", after ?? "Standard"];
  return from !== to && [from, to].includes("ConfidentialVM")
    ? [
        error(
          "EVG-CHANGE-002",
          path,
          `The security type cannot change from "${from}" to "${to}": a machine is confidential from its creation on, or never.`,
          replaceIt,
        ),
      ]
    : [];
}

/** Refuses a disk that shrinks. Source: MicrosoftDocs/azure-docs pull request 57951. */
export function diskSizeChangeFindings(
  before: number | undefined,
  after: number | undefined,
  path: string,
): Finding[] {
  return before !== undefined && after !== undefined && after < before
    ? [
        error(
          "EVG-CHANGE-003",
          path,
          `A disk of ${before} gigabytes cannot shrink to ${after}: Azure lets disks grow alone, so that no data is lost.`,
          `Leave it at ${before}, or move the data to another disk.`,
        ),
      ]
    : [];
}

/** Refuses changes of a disk's type that Azure has no way for. Source: learn.microsoft.com virtual-machines/disks-convert-types. */
export function diskTypeChangeFindings(
  before: string | undefined,
  after: string | undefined,
  path: string,
): Finding[] {
  if (before === undefined || after === undefined || before === after) {
    return [];
  }
  const setApart = (type: string): boolean => managedDiskTypes[type]?.performance !== undefined;
  return setApart(before) || after === "UltraSSD_LRS"
    ? [
        error(
          "EVG-CHANGE-004",
          path,
          `A disk of type "${before}" cannot become one of type "${after}".`,
          "Leave it as it was, or make another disk from a snapshot of it.",
        ),
      ]
    : [];
}

/** Refuses to go back from a key of one's own. Source: hashicorp/terraform-provider-azurerm linux_virtual_machine_resource.go (`disk_encryption_set_id`). */
export function diskKeyChangeFindings(
  before: string | undefined,
  after: string | undefined,
  path: string,
): Finding[] {
  return before !== undefined && after === undefined
    ? [
        error(
          "EVG-CHANGE-005",
          path,
          "A disk that is encrypted with a key of your own cannot go back to Azure's.",
          "Leave the disk encryption set, or give another.",
        ),
      ]
    : [];
}

/** Refuses to move a disk between zones. Source: Compute API, as the simulated Azure answers it. */
export function diskZoneChangeFindings(
  before: string | undefined,
  after: string | undefined,
  path: string,
): Finding[] {
  return before === after
    ? []
    : [
        error(
          "EVG-CHANGE-006",
          path,
          `A disk cannot move from ${placeOf(before)} to ${placeOf(after)}.`,
          "Leave the machine's zone as it was, or make another disk from a snapshot of it.",
        ),
      ];
}

function placeOf(zone: string | undefined): string {
  return zone === undefined ? "no zone" : `zone ${zone}`;
}

function sameValue(one: unknown, other: unknown, caseless: boolean): boolean {
  return caseless && typeof one === "string" && typeof other === "string"
    ? one.toLowerCase() === other.toLowerCase()
    : JSON.stringify(one) === JSON.stringify(other);
}

function described(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
