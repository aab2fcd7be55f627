import { connectionFieldProblems, globalConnectionTypes } from "./automation-connection-types";
import { jobParametersProblem } from "./automation-limits";
import { propertyPath, type Finding, type FindingSeverity } from "./finding";
import { nearestWords } from "./nearest-words";

/** Refuses the key of something that is not among the arguments. */
export function missingKeyFindings(
  key: string,
  group: string,
  keys: readonly string[],
  path: string,
): Finding[] {
  if (keys.includes(key)) {
    return [];
  }
  return [
    finding(
      "EVG-AUTOMATION-009",
      path,
      `${group} has no key "${key}".`,
      keys.length === 0
        ? `Add it to ${group}.`
        : `Did you mean ${nearestWords(key, keys)}? Else add it to ${group}.`,
    ),
  ];
}

/** Refuses two links of one runbook and one schedule: Azure keeps one. */
export function repeatedLinkFindings(
  links: Readonly<Record<string, { readonly runbook: string; readonly schedule: string }>>,
  path: string,
): Finding[] {
  const owners = new Map<string, string>();
  return Object.entries(links).flatMap(([key, { runbook, schedule }]) => {
    const pair = `${runbook}\n${schedule}`;
    const owner = owners.get(pair);
    owners.set(pair, owner ?? key);
    return owner === undefined
      ? []
      : [
          finding(
            "EVG-AUTOMATION-010",
            `${path}.${key}`,
            `"${owner}" links the runbook "${runbook}" to the schedule "${schedule}" already.`,
            "Give the runbook another schedule for other parameters.",
          ),
        ];
  });
}

/** Refuses parameters of a job that are too many or too large. */
export function jobParameterFindings(
  parameters: Readonly<Record<string, string>>,
  path: string,
): Finding[] {
  const problem = jobParametersProblem(parameters);
  return problem === undefined
    ? []
    : [
        finding(
          "EVG-AUTOMATION-011",
          path,
          problem,
          "Pass less, for example the name of a variable in which the rest is kept.",
        ),
      ];
}

/**
 * Refuses a hybrid worker group for a runbook with a runtime environment of one's own: it runs in Azure alone.
 * Source: learn.microsoft.com automation/manage-runtime-environment.
 */
export function ownEnvironmentOnWorkerFindings(environment: string, path: string): Finding[] {
  return [
    finding(
      "EVG-AUTOMATION-012",
      path,
      `The runbook runs in the runtime environment "${environment}", and hybrid workers run those of the system alone.`,
      "Leave runOn out, or give the runbook an environment of the system.",
    ),
  ];
}

/** Refuses fields of a connection that do not fit its type; a type that is not known here is not judged. */
export function connectionFindings(
  connectionType: string,
  fields: Readonly<Record<string, string>>,
  basePath: string,
): Finding[] {
  const known = Object.keys(globalConnectionTypes);
  const type = globalConnectionTypes[connectionType];
  if (type === undefined) {
    const other = known.find((name) => name.toLowerCase() === connectionType.toLowerCase());
    return other === undefined
      ? []
      : [
          finding(
            "EVG-AUTOMATION-013",
            propertyPath(basePath, "connectionType"),
            `"${connectionType}" is not how Azure writes that type.`,
            `Give "${other}".`,
          ),
        ];
  }
  const { missing, unknown } = connectionFieldProblems(type, fields);
  return [
    ...missing.map((name) =>
      finding(
        "EVG-AUTOMATION-014",
        propertyPath(basePath, "fields"),
        `A connection of the type ${connectionType} needs the field ${name}.`,
        "Give it.",
      ),
    ),
    ...unknown.map((name) =>
      finding(
        "EVG-AUTOMATION-015",
        propertyPath(basePath, "fields"),
        `A connection of the type ${connectionType} has no field ${name}.`,
        `Leave it out; there are ${Object.keys(type).join(", ")}.`,
      ),
    ),
  ];
}

/** Warns of the certificate of a Run As account. Source: learn.microsoft.com automation/migrate-run-as-accounts-managed-identity. */
export function runAsConnectionFindings(connectionType: string, path: string): Finding[] {
  return connectionType === "AzureServicePrincipal" || connectionType === "AzureClassicCertificate"
    ? [
        finding(
          "EVG-AUTOMATION-016",
          path,
          `Connections of the type ${connectionType} belong to Run As accounts, which were retired on 30 September 2023.`,
          "Let runbooks sign in with the account's identity.",
          "warning",
        ),
      ]
    : [];
}

/** Refuses a key by which an account cannot be made: the account reads it before it has an identity of its own. */
export function accountKeyFindings(
  key: { readonly hasVersion: boolean; readonly hasUserAssignedIdentity: boolean },
  basePath: string,
): Finding[] {
  return [
    ...(key.hasVersion
      ? []
      : [
          finding(
            "EVG-AUTOMATION-017",
            propertyPath(basePath, "keyUri"),
            "The address of the key has no version, and Azure Automation stays with one version of a key.",
            "Give https://{key vault}.vault.azure.net/keys/{key}/{version}.",
          ),
        ]),
    ...(key.hasUserAssignedIdentity
      ? []
      : [
          finding(
            "EVG-AUTOMATION-018",
            propertyPath(basePath, "userAssignedIdentityId"),
            "The account is made with its key, and has no system-assigned identity that could read it before.",
            "Give the id of a user-assigned identity.",
          ),
        ]),
  ];
}

function finding(
  ruleId: string,
  path: string,
  message: string,
  fix: string,
  severity: FindingSeverity = "error",
): Finding {
  return { ruleId, severity, propertyPath: path, message, fix };
}
