import { createHash } from "node:crypto";
import { Alias } from "@pulumi/pulumi/proto/alias_pb";

const stackType = "pulumi:pulumi:Stack";

export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** URN of the parent; empty or the stack's for a resource without one. */
  readonly parent: string;
  readonly type: string;
  readonly name: string;
}

/** The URN that Pulumi gives: the types of the parents, the stack's aside, precede the own one. */
export function urnOf({ stack, project, parent, type, name }: UrnParts): string {
  const parents = qualifiedTypeOf(parent);
  const qualified = parents === "" || parents === stackType ? type : `${parents}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

/** The URNs that a resource had before, by its own account. */
export function aliasUrns(aliases: readonly Alias[], own: UrnParts): string[] {
  return aliases.map((alias) => {
    const spec = alias.getSpec();
    if (spec === undefined) {
      return alias.getUrn();
    }
    return urnOf({
      stack: spec.getStack() || own.stack,
      project: spec.getProject() || own.project,
      parent: spec.getNoparent() ? "" : spec.getParenturn() || own.parent,
      type: spec.getType() || own.type,
      name: spec.getName() || own.name,
    });
  });
}

/** 32 bytes for names, the same whenever the same resource is made for the same time. */
export function seedOf(urn: string, generation: number): Uint8Array {
  return createHash("sha256").update(`${urn} ${generation}`).digest();
}

function qualifiedTypeOf(urn: string): string {
  return urn.split("::")[2] ?? "";
}
