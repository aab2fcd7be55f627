import type { ArmClient } from "./arm-client";
import { asObject, isNotFound } from "./errors";
import { parentId } from "../azure/resource-id";
import { armUrl, automationAccountApiVersion } from "./api";
import { asAzureObject, defined, textOf, type AzureObject } from "./azure-object";

/**
 * Carries out a change after which Azure may have dropped links between runbooks and schedules, or kept them without
 * their parameters, and then makes them again as they were.
 *
 * Source: hashicorp/terraform-provider-azurerm issues 7130, 8634 and 17970.
 *
 * @param end - Which end of the links is changed.
 */
export async function keepingLinks<T>(
  client: ArmClient,
  id: string,
  end: "runbook" | "schedule",
  signal: AbortSignal,
  change: () => Promise<T>,
): Promise<T> {
  const before = await linksOf(client, id, end, signal);
  const result = await change();
  if (before.length === 0) {
    return result;
  }
  const after = new Map(
    (await linksOf(client, id, end, signal)).map((link) => [pairOf(link), link]),
  );
  for (const link of before) {
    const kept = after.get(pairOf(link));
    if (kept !== undefined && sameLink(kept, link)) {
      continue;
    }
    if (kept?.id !== undefined) {
      await removeLink(client, kept.id, signal);
    }
    await client.put(url(link.id ?? ""), { properties: partsOf(link) }, signal);
  }
  return result;
}

async function linksOf(
  client: ArmClient,
  id: string,
  end: "runbook" | "schedule",
  signal: AbortSignal,
): Promise<AzureObject[]> {
  const name = id.split("/").at(-1)?.toLowerCase();
  const items = await client.list(url(parentId(id) ?? "", "jobSchedules"), signal);
  const links = items.map(asAzureObject).filter((link) => nameAt(link, end) === name);
  // A listing leaves the parameters out.
  return Promise.all(
    links.map(async (link) => {
      const whole = await client.getOrUndefined(url(link.id ?? ""), signal);
      return whole === undefined ? link : asAzureObject(asObject(whole.body) ?? {});
    }),
  );
}

async function removeLink(client: ArmClient, id: string, signal: AbortSignal): Promise<void> {
  try {
    await client.delete(url(id), signal);
  } catch (error) {
    if (!isNotFound(error)) {
      throw error;
    }
  }
}

function partsOf({ properties }: AzureObject): Record<string, unknown> {
  const { runbook, schedule, runOn, parameters } = properties;
  return defined({ runbook, schedule, runOn, parameters });
}

function sameLink(left: AzureObject, right: AzureObject): boolean {
  return (
    left.id?.toLowerCase() === right.id?.toLowerCase() &&
    JSON.stringify(partsOf(left)) === JSON.stringify(partsOf(right))
  );
}

function pairOf(link: AzureObject): string {
  return `${nameAt(link, "runbook") ?? ""}\n${nameAt(link, "schedule") ?? ""}`;
}

function nameAt({ properties }: AzureObject, end: "runbook" | "schedule"): string | undefined {
  return textOf(asObject(properties[end])?.name)?.toLowerCase();
}

function url(id: string, below = ""): string {
  return armUrl(id, automationAccountApiVersion, below);
}
