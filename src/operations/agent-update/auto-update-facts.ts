import pMap from "p-map";
import { armUrl, automationAccountApiVersion, vaultApiVersion } from "../../arm/api";
import { azureObject, textOf } from "../../arm/azure-object";
import { mappingsOf } from "../../arm/container-mappings";
import { asObject } from "../../arm/errors";
import { InvalidInputError, refuseErrors, type Finding } from "../../azure/finding";
import type { AgentAutoUpdateSetting } from "../../azure/agent-auto-update";
import { azureFleet } from "../run/fleet-source";
import type { Run } from "../run/run";
import {
  accountFindings,
  type AccountFacts,
  settingFindings,
  vaultFindings,
} from "./auto-update-findings";
import type { VaultFacts } from "./auto-update-plan";
import { vaultMapping } from "./mappings";
import { readable, readableMachines } from "./readable";
import { chosenVaults, type ChosenVault, type VaultChoice, vaultChoiceFindings } from "./vaults";

const subject = "The setting of agent auto-update";

/** What decides what is to be changed, and what of it could not be read. */
export interface AutoUpdateFacts {
  readonly vaults: readonly VaultFacts[];
  /** Sentences about what may not be read. */
  readonly unknown: readonly string[];
}

/** Reads what decides about a setting. Refuses everything that cannot be, all at once, before anything is changed. */
export async function readAutoUpdateFacts(
  run: Run,
  choice: VaultChoice,
  setting: AgentAutoUpdateSetting,
): Promise<AutoUpdateFacts> {
  refuseErrors(subject, [
    ...vaultChoiceFindings(choice),
    ...settingFindings(setting, choice.vaultIds ?? []),
  ]);
  const unknown: string[] = [];
  const isEnabling = setting.status === "Enabled";
  const account = isEnabling ? await accountOf(run, setting, unknown) : undefined;
  const findings = isEnabling ? accountFindings(setting, account) : [];
  const vaults = await knownVaults(run, choice, findings);
  const facts = await pMap(vaults, (vault) => factsOf(run, vault, unknown), {
    concurrency: run.atMost,
  });
  if (isEnabling) {
    const counts = await pMap(vaults, (vault) => privateEndpointsOf(run, vault), {
      concurrency: run.atMost,
    });
    findings.push(
      ...facts.flatMap((each, index) =>
        vaultFindings(setting, { ...each, privateEndpointCount: counts[index] ?? 0 }),
      ),
    );
  }
  refuseErrors(subject, findings);
  return { vaults: facts, unknown };
}

/** The vaults; what is wrong with the choice is told together with the rest. */
async function knownVaults(
  run: Run,
  choice: VaultChoice,
  findings: readonly Finding[],
): Promise<ChosenVault[]> {
  try {
    return await chosenVaults(run, azureFleet(run, choice.subscriptions), choice);
  } catch (error) {
    if (error instanceof InvalidInputError) {
      throw new InvalidInputError(subject, [...error.findings, ...findings]);
    }
    throw error;
  }
}

async function factsOf(run: Run, vault: ChosenVault, unknown: string[]): Promise<VaultFacts> {
  const mappings = (await mappingsOf(run.client, vault.id, run.signal)).map((mapping) =>
    vaultMapping(vault.id, mapping),
  );
  return { vault, mappings, machines: await readableMachines(run, vault, unknown) };
}

async function accountOf(
  run: Run,
  { automationAccountId = "" }: AgentAutoUpdateSetting,
  unknown: string[],
): Promise<AccountFacts> {
  const url = armUrl(automationAccountId, automationAccountApiVersion);
  return readable<NonNullable<AccountFacts>>(
    async () => {
      const answer = await run.client.getOrUndefined(url, run.signal);
      return answer === undefined
        ? { isKnown: false }
        : {
            isKnown: true,
            identityType: textOf(asObject(azureObject(answer).whole.identity)?.type),
          };
    },
    (right) =>
      unknown.push(
        `Whether the automation account has the identity it needs is not known. ${right}`,
      ),
  );
}

async function privateEndpointsOf(run: Run, { id }: ChosenVault): Promise<number> {
  const vault = azureObject(await run.client.get(armUrl(id, vaultApiVersion), run.signal));
  const connections = vault.properties.privateEndpointConnections;
  return Array.isArray(connections) ? connections.length : 0;
}
