import {
  isUnknown,
  unknownValue,
  type CallContext,
  type CheckRequest,
  type CheckResponse,
  type Properties,
} from "../../plugin/handlers";
import { createBeforeDelete } from "./diff";
import { withoutAbsent } from "./json-values";
import { chooseName, namedArgument } from "./naming";
import type { ResourceDeclaration } from "./sdk-declarations";
import type { Session } from "./session";
import { pathArguments, type Translation } from "./translation";
import { argumentFailures } from "./validation";

const locationHint =
  "Either set it explicitly or configure it with 'pulumi config set azure-native:location <value>'.";

/** Completes arguments as azure-native does: name, location, api-version; then judges them. */
export async function checkArguments(
  session: Session,
  translation: Translation,
  declaration: ResourceDeclaration,
  request: CheckRequest,
  context: CallContext,
): Promise<CheckResponse> {
  const inputs = withoutAbsent(request.newInputs);
  addName(translation, inputs, request, context.name);
  const failures = [];
  if (declaration.arguments.has("location") && inputs.location === undefined) {
    const location = await deriveLocation(session, inputs, request, context.signal);
    if (location !== undefined) {
      inputs.location = location;
    } else if (pathArguments(translation).includes("resourceGroupName")) {
      failures.push({ reason: `missing required property 'location'. ${locationHint}` });
    }
  }
  inputs.azureApiVersion = translation.apiVersion;
  failures.push(
    ...argumentFailures(
      session.conversion,
      translation,
      requiredMembers(translation, declaration),
      inputs,
    ),
  );
  return { inputs, failures };
}

/** Every part of the path is needed once names are made, also the one that is made by itself. */
function requiredMembers(
  translation: Translation,
  declaration: ResourceDeclaration,
): ResourceDeclaration["arguments"] {
  const parts = new Set(pathArguments(translation));
  return new Map(
    [...declaration.arguments].map(([name, member]) => [
      name,
      parts.has(name) ? { ...member, required: true } : member,
    ]),
  );
}

function addName(
  translation: Translation,
  inputs: Properties,
  { oldInputs, randomSeed, autonaming }: CheckRequest,
  logicalName: string,
): void {
  const named = namedArgument(translation);
  if (named === undefined || inputs[named.argument] !== undefined) {
    return;
  }
  if (typeof oldInputs?.[named.argument] === "string") {
    inputs[named.argument] = oldInputs[named.argument];
    if (oldInputs[createBeforeDelete] === true) {
      inputs[createBeforeDelete] = true;
    }
    return;
  }
  const chosen = chooseName(named.kind, logicalName, randomSeed, autonaming);
  if (chosen !== undefined) {
    inputs[named.argument] = chosen.name;
    if (chosen.unique) {
      inputs[createBeforeDelete] = true;
    }
  }
}

async function deriveLocation(
  session: Session,
  inputs: Properties,
  { oldInputs }: CheckRequest,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (typeof oldInputs?.location === "string") {
    return oldInputs.location;
  }
  const configured = session.setting("location");
  if (configured !== undefined) {
    return configured;
  }
  const group = inputs.resourceGroupName;
  if (isUnknown(group)) {
    return unknownValue;
  }
  return typeof group === "string" ? session.groupLocation(group, signal) : undefined;
}
