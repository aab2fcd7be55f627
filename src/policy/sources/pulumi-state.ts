import { readResources } from "./pulumi-resources";
import { listAt, objectAt, type Source, SourceError } from "./source";

/** Reads what `pulumi stack export` writes. */
export function readPulumiState(value: unknown): Source {
  const { deployment, version } = objectAt(value, "");
  const { resources } = objectAt(deployment, "deployment");
  if (version !== 3 && version !== 4) {
    throw new SourceError("version", "Only versions 3 and 4 of Pulumi's deployments are known.");
  }
  const written = listAt(resources, "deployment.resources").map((resource, index) => ({
    value: resource,
    path: `deployment.resources[${index}]`,
  }));
  return { kind: "state", ...readResources(written) };
}
