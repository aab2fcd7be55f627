import { createHash } from "node:crypto";
import type { Autonaming } from "../../plugin/handlers";
import { pathArguments, type Translation } from "./translation";

/** How a name is made: the logical name with a random tail, as it is, or a GUID. */
export type NameKind = "random" | "copy" | "uuid";

/** The argument that is named when the program does not, and how. */
export interface NamedArgument {
  readonly argument: string;
  readonly kind: NameKind;
}

export interface ChosenName {
  readonly name: string;
  /** Whether a replacement can exist beside what it replaces. */
  readonly unique: boolean;
}

/** The argument of a resource type that is named by itself: the last part of its path. */
export function namedArgument(translation: Translation): NamedArgument | undefined {
  const argument = pathArguments(translation).at(-1);
  return argument === undefined || !translation.path.endsWith(`{${argument}}`)
    ? undefined
    : { argument, kind: translation.autoname ?? kindOf(translation.path, argument) };
}

/** The name for a resource, `undefined` when the stack's configuration forbids made names. */
export function chooseName(
  kind: NameKind,
  logicalName: string,
  seed: Uint8Array,
  autonaming: Autonaming | undefined,
): ChosenName | undefined {
  switch (autonaming?.mode) {
    case "disable":
      return undefined;
    case "enforce":
      return { name: autonaming.proposedName, unique: true };
    case "propose":
      if (kind !== "uuid") {
        return { name: autonaming.proposedName, unique: true };
      }
  }
  switch (kind) {
    case "uuid":
      return { name: uuidFrom(seed), unique: true };
    case "random":
      return { name: `${logicalName}${digest(seed).slice(0, 8)}`, unique: true };
    case "copy":
      return { name: logicalName, unique: false };
  }
}

function kindOf(path: string, argument: string): NameKind {
  if (argument === "roleAssignmentName" || argument === "roleDefinitionId") {
    return "uuid";
  }
  const provider = path.toLowerCase().lastIndexOf("microsoft.");
  const parameters = path.slice(provider).split("{").length - 1;
  return provider < 0 || parameters === 1 ? "random" : "copy";
}

function digest(seed: Uint8Array): string {
  return createHash("sha256").update(seed).digest("hex");
}

function uuidFrom(seed: Uint8Array): string {
  const hex = Buffer.from(seed).toString("hex").padEnd(32, "0");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20, 32)].join("-");
}
