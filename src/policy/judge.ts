import { Redactor } from "../plugin/secrets";
import type { DeclaredResource, ResourceFacts } from "./model/declared-resource";
import { DeclaredStack, declaredResource } from "./model/declared-stack";
import type { PackSettings } from "./pack/configuration";
import { PackRun, type Report } from "./pack/policy-pack";

/** Judges all resources of a stack, a state or a listing at once. No report holds a secret of theirs. */
export function judgeResources(
  settings: PackSettings,
  resources: readonly ResourceFacts[],
  options: { readonly isPreview: boolean; readonly now: Date },
): Report[] {
  const run = new PackRun(settings, options.now);
  const declared = declaredResources(resources);
  return withoutSecrets(
    [
      ...declared.flatMap((resource) => run.judgeResource(resource)),
      ...run.judgeStack(declared, new DeclaredStack(declared), options.isPreview),
    ],
    declared,
  );
}

/** The resources that the rules have to do with. */
export function declaredResources(resources: readonly ResourceFacts[]): DeclaredResource[] {
  return resources
    .map(declaredResource)
    .filter((resource): resource is DeclaredResource => resource !== undefined);
}

/** Takes the resources' secrets out of what is said of them. */
export function withoutSecrets(
  reports: readonly Report[],
  resources: readonly DeclaredResource[],
): Report[] {
  if (reports.length === 0) {
    return [];
  }
  const redactor = new Redactor(
    ...resources.flatMap(({ facts: { inputs, outputs = {}, secrets } }) =>
      secrets === undefined
        ? []
        : [
            { value: inputs, secrets },
            { value: outputs, secrets },
          ],
    ),
  );
  return reports.map((report) => ({ ...report, message: redactor.redact(report.message) }));
}
