import { agentUpdaterRole } from "../../../src/azure/roles";
import type { SimulatedAzure } from "../../../src/simulator/index";
import type { Caller } from "../../simulator/caller";
import { nightly, until } from "../../simulator/site-recovery/nightly-estate";
import {
  account,
  autoUpdate,
  done,
  mapping,
  propertiesOf,
  vault,
} from "../../simulator/site-recovery/replicated-estate";
import { withItem } from "../../simulator/site-recovery/replicated-machine";
import {
  connection,
  newCertificate,
  pemOf,
  putCertificate,
  putConnection,
  type RunAsEstate,
  withRunAs,
} from "../../simulator/site-recovery/run-as-estate";

export const automation = "2024-10-23";

/** An estate whose mapping Azure tells an error of, each for another cause. */
export interface Cause {
  readonly category: string;
  readonly severity: "error" | "warning";
  /** What Azure says. */
  readonly message: string;
  /** Azure's own words and ours. */
  readonly cause: RegExp;
  readonly fix: RegExp;
  readonly make: () => Promise<{ readonly azure: SimulatedAzure; readonly owner: Caller }>;
}

const runbook = `${account}/runbooks/Modify-AutoUpdateForVaultForPatner`;
const anew =
  /^Enable agent auto-update again on the mapping, which makes schedule and link anew; when the account itself is gone, with another account\.$/;
const identity =
  /^Switch the account's system-assigned identity on, give it the agent updater's role or Contributor at the vault, and enable agent auto-update again with SystemAssignedIdentity\.$/;
const migrate =
  /^Let the automation account sign in with its system-assigned identity: certificates of Run As accounts can no longer be renewed since 30 September 2023\.$/;

/** Every category of Site Recovery's API, and the errors of Microsoft's page on agent auto-update. */
export const causes: readonly Cause[] = [
  {
    category: "AgentAutoUpdateInfra",
    severity: "error",
    message: "The job of the automation account that updates the mobility agents failed.",
    cause:
      /^The runbook ended with an error\. The nightly job in the automation account failed or could not begin\.$/,
    fix: /^Enable agent auto-update again on the mapping; when the error comes back, read the last jobs of the automation account\.$/,
    make: async () => {
      const estate = await nightly();
      estate.azure.faults.strike("job fails", runbook, 1);
      await until(estate.azure, estate.owner, "2026-11-02T00:00:00Z");
      return estate;
    },
  },
  {
    category: "AgentAutoUpdateArtifactDeleted",
    severity: "error",
    message: "The schedule that updates the mobility agents is not found.",
    cause:
      /^The schedule or its link was deleted from the automation account\. The automation account, the schedule that Site Recovery made in it, or the link from the schedule to the runbook was deleted\.$/,
    fix: anew,
    make: async () => {
      const estate = await nightly();
      await deleteLink(estate.owner);
      await until(estate.azure, estate.owner, "2026-11-02T00:00:00Z");
      return estate;
    },
  },
  {
    category: "AgentAutoUpdateRunAsAccount",
    severity: "error",
    message:
      "The identity of the automation account does not have the permission to access the recovery services resource.",
    cause:
      /^The identity of account1 lacks at the vault: Microsoft\.RecoveryServices\/vaults\/read, [^;:]*\.$/,
    fix: /^Run `evergreen agent-update repair`, which gives it the agent updater's role at the vault, or give it Contributor there\.$/,
    make: async () => {
      const estate = await withItem(autoUpdate);
      await until(estate.azure, estate.owner, "2026-11-02T00:00:00Z");
      return estate;
    },
  },
  {
    category: "AgentAutoUpdateRunAsAccount",
    severity: "error",
    message:
      "The Run As account does not have the permission to access the recovery services resource.",
    cause:
      /^The service principal lacks at the vault: Microsoft\.RecoveryServices\/vaults\/read, .* or it still signs in as a Run As account, of which the application, the service principal, the role, the certificate asset or the connection asset is missing/,
    fix: identity,
    make: async () => {
      const estate = await withRunAs("2023-05-01T08:00:00Z", "2026-01-01T00:00:00Z");
      await signInWithoutRole(estate);
      await until(estate.azure, estate.owner, "2023-05-03T00:00:00Z");
      return estate;
    },
  },
  {
    category: "AgentAutoUpdateRunAsAccount",
    severity: "error",
    message: "Run As account is not found.",
    cause:
      /^The connection asset AzureRunAsConnection is missing\. .* the thumbprints of certificate and connection differ\.$/,
    fix: identity,
    make: async () => {
      const estate = await withRunAs("2023-05-01T08:00:00Z", "2026-01-01T00:00:00Z");
      await done(estate.owner, "DELETE", connection, undefined, automation);
      await until(estate.azure, estate.owner, "2023-05-03T00:00:00Z");
      return estate;
    },
  },
  {
    category: "AgentAutoUpdateRunAsAccountExpiry",
    severity: "warning",
    message:
      "The Azure Run As certificate that is used by the automation account is about to expire.",
    cause:
      /^The certificate ends on 2023-08-20\. The certificate of the Run As account ends within two months; from then on no agent is updated\.$/,
    fix: migrate,
    make: async () => {
      const estate = await withRunAs("2023-07-01T08:00:00Z", "2023-08-20T00:00:00Z");
      await until(estate.azure, estate.owner, "2023-07-03T00:00:00Z");
      return estate;
    },
  },
  {
    category: "AgentAutoUpdateRunAsAccountExpired",
    severity: "error",
    message: "The Azure Run As certificate that is used by the automation account has expired.",
    cause:
      /^The certificate ended on 2023-08-20\. The certificate of the Run As account has ended, so no agent is updated\.$/,
    fix: migrate,
    make: async () => {
      const estate = await withRunAs("2023-08-01T10:00:00Z", "2023-08-20T00:00:00Z");
      await until(estate.azure, estate.owner, "2023-08-22T00:00:00Z");
      return estate;
    },
  },
];

/** What a mapping names in its automation account. */
export async function artifactsOf(
  owner: Caller,
): Promise<{ readonly scheduleName: string; readonly jobScheduleName: string }> {
  const { providerSpecificDetails } = await propertiesOf(owner, mapping, "2024-04-01");
  return providerSpecificDetails as { scheduleName: string; jobScheduleName: string };
}

/** Deletes the link from the schedule to the runbook, as somebody does in the portal. */
export async function deleteLink(owner: Caller): Promise<void> {
  const { jobScheduleName } = await artifactsOf(owner);
  await done(owner, "DELETE", `${account}/jobSchedules/${jobScheduleName}`, undefined, automation);
}

/** Lets the account sign in as an application that has no role anywhere. */
async function signInWithoutRole({ azure, owner }: RunAsEstate): Promise<void> {
  const certificate = await newCertificate("2026-01-01T00:00:00Z");
  const bare = azure.createServicePrincipal("bare", { certificate: pemOf(certificate) });
  await putCertificate(owner, certificate);
  await putConnection(owner, bare.clientId, certificate.thumbprint);
}

/** Gives the account's identity its role somewhere. */
export function grantAt(azure: SimulatedAzure, principalId: string, scope = vault): void {
  azure.grant({ principalId, scope, role: agentUpdaterRole() });
}
