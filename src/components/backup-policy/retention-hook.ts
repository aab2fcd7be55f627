import * as pulumi from "@pulumi/pulumi";
import {
  isImmutable,
  shorterRetentionFindings,
  type KeptPoints,
  type KeptSpan,
} from "../../azure/backup-immutability";
import { knownVaults } from "../shared/backup-facts";
import { refuse, settled } from "../shared/inputs";

/** What the engine tells of a policy before it changes it. */
export interface PolicyChange {
  readonly name: string;
  readonly oldInputs?: Readonly<Record<string, unknown>>;
  readonly newInputs?: Readonly<Record<string, unknown>>;
}

const argumentOf: Readonly<Record<KeptSpan, string>> = {
  daily: "dailyRetentionInDays",
  weekly: "weeklyRetentionInWeeks",
  monthly: "monthlyRetentionInMonths",
  yearly: "yearlyRetentionInYears",
};

/**
 * A hook that refuses, in a preview already, to keep recovery points shorter in a vault that the same program makes
 * immutable. No component knows what its policy was before; the engine does:
 * docs/decisions/0004-what-a-component-knows-of-before.md.
 */
export function retentionHooks(
  name: string,
  vaultId: pulumi.Input<string>,
): pulumi.ResourceHookBinding | undefined {
  const immutability = knownVaults.behind(vaultId)?.immutability;
  if (
    typeof immutability !== "string" ||
    !isImmutable(immutability) ||
    pulumi.runtime.getMonitor() === undefined ||
    !pulumi.runtime.hasEngine()
  ) {
    return undefined;
  }
  const hook = new pulumi.ResourceHook(
    `azure-evergreen-retention-${name}`,
    (change: PolicyChange) => refuseShorterRetention(change, immutability),
    { onDryRun: true },
  );
  return { beforeUpdate: [hook] };
}

/** Throws when a policy would keep less of any span. What is not known in a preview is not judged. */
export async function refuseShorterRetention(
  { name, oldInputs, newInputs }: PolicyChange,
  immutability: string,
): Promise<void> {
  const [before, after] = await Promise.all([keptBy(oldInputs), keptBy(newInputs)]);
  if (before === undefined || after === undefined) {
    return;
  }
  refuse(
    `The backup policy "${name}"`,
    shorterRetentionFindings({ immutability, before, after }, (span) => argumentOf[span]),
  );
}

/** What inputs keep of each span; `undefined` while that is not known. */
async function keptBy(
  inputs: Readonly<Record<string, unknown>> | undefined,
): Promise<KeptPoints | undefined> {
  let kept: KeptPoints | undefined;
  await settled(
    (pulumi.output(inputs?.properties) as pulumi.Output<PolicyProperties | undefined>).apply(
      (properties) => {
        const retentionPolicy = properties?.retentionPolicy;
        if (retentionPolicy !== undefined) {
          kept = {
            daily: countOf(retentionPolicy.dailySchedule),
            weekly: countOf(retentionPolicy.weeklySchedule),
            monthly: countOf(retentionPolicy.monthlySchedule),
            yearly: countOf(retentionPolicy.yearlySchedule),
          };
        }
      },
    ),
  );
  return kept;
}

interface PolicyProperties {
  readonly retentionPolicy?: Retention;
}

interface Span {
  readonly retentionDuration?: { readonly count?: number };
}

type Retention = Readonly<
  Partial<Record<"dailySchedule" | "weeklySchedule" | "monthlySchedule" | "yearlySchedule", Span>>
>;

function countOf(span: Span | undefined): number | undefined {
  return span?.retentionDuration?.count;
}
