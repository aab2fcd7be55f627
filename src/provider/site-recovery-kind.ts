import type { ArmClient } from "../arm/arm-client";
import type { ArmRequest } from "../arm/transport";
import type { Finding } from "../azure/finding";
import { childId } from "../azure/resource-id";
import type { CallContext, CheckFailure, Properties, PropertyChange } from "../plugin/handlers";
import { siteRecoveryUrl } from "../arm/api";
import type { AzureObject } from "../arm/azure-object";
import type { DeploymentRecord } from "./deployment-record";
import type { Session } from "./session";

/** A property that stands in Azure for good: another value needs another object. */
export interface FixedProperty {
  readonly name: string;
  /** What to give, for the message that it is missing: "the id of a Recovery Services vault". */
  readonly meaning: string;
  /** Whether two values mean the same to Azure. */
  readonly same: (left: string, right: string) => boolean;
  findings(value: string, propertyPath: string): Finding[];
  /** Whether it can be left out. Defaults to `false`. */
  readonly optional?: true;
  /** The form in which a value is kept. Defaults to the value as it was given. */
  normalize?(value: string): string;
}

/** The one property of a kind that can be changed in place. */
export interface ChangeableProperty {
  readonly name: string;
  /** The value with its defaults. */
  normalize(value: unknown): unknown;
  /** What is wrong with the values that are known. */
  failures(value: unknown, context: CallContext): CheckFailure[];
  /** Every path below the property in which two normalized values differ. */
  changes(left: unknown, right: unknown): Record<string, PropertyChange>;
  /** Body of the one PATCH that changes it, where the kind has no `changeRequests`. */
  changeBody?(inputs: Properties): unknown;
}

/** What a rule needs to look into Azure for one object. */
export interface Judgement {
  /** `undefined` while a part of it is unknown. */
  readonly id: string | undefined;
  readonly inputs: Properties;
  readonly context: CallContext;
  /** Whether the object is about to be made or changed; before, what it needs may still come. */
  readonly isFinal: boolean;
  /** Called when Azure does not let something be read; throws where the rule must be certain. */
  readonly onUnreadable: (error: unknown) => void;
}

/** What Azure holds, in the words of a program. */
export interface Reading {
  /** Fixed and changeable properties. */
  readonly inputs: Properties;
  /** What only Azure tells. */
  readonly told: Properties;
}

/** An input that only steers the work; changing it changes nothing in Azure. */
export interface Option {
  readonly name: string;
  failures(value: unknown): CheckFailure[];
}

/** One kind of Site Recovery object: all that tells it from the others. */
export interface SiteRecoveryKind {
  /** Pulumi type, for example `azure-evergreen:index:ReplicationFabric`. */
  readonly token: string;
  /** "replication fabric". */
  readonly noun: string;
  /** ARM type. */
  readonly type: string;
  /** Last segment of the ARM type. */
  readonly segment: string;
  readonly parent: FixedProperty;
  readonly nameProperty: string;
  readonly fixed: readonly FixedProperty[];
  readonly changeable?: ChangeableProperty;
  /** Inputs beside `adopt` and `reReplicationAllowed` that only steer the work. */
  readonly options?: readonly Option[];
  /** Names of the outputs that only Azure tells. */
  readonly told: readonly string[];
  creationBody(inputs: Properties): unknown;
  /** The requests, in order, that lead to what is asked for; creation goes on with them. Defaults to one PATCH, and none after creation. */
  changeRequests?(id: string, object: AzureObject, inputs: Properties): ArmRequest[];
  /** Whether a changeable path is set only after creation, so that an interrupted deployment leaves it as it was. */
  isSetAfterwards?(path: string): boolean;
  /** How long work is waited for, in milliseconds. */
  longestWait?(inputs: Properties): number;
  /** The service's discriminator for this kind, of which it has others for other clouds and machines. */
  readonly instanceType?: {
    readonly expected: string;
    readonly held: (object: AzureObject) => string | undefined;
  };
  /** Sent with POST `/remove`. */
  readonly removalBody?: unknown;
  /** Whether removal is the service's DELETE, which forgets the object and leaves the other side as it is. */
  isPurged?(inputs: Properties): boolean;
  read(object: AzureObject): Reading;
  /** Whether Azure is still at work on the object. */
  isInProgress?(object: AzureObject): boolean;
  /** How far Azure's work is, as a sentence. */
  progress?(object: AzureObject): string;
  /** Why an object that Azure is no longer at work on is not complete, as sentences. */
  unfinished?(object: AzureObject): string | undefined;
  /** Why an object cannot be changed as it stands now, as sentences. */
  unchangeable?(object: AzureObject): string | undefined;
  /** Why an object cannot be made although it is not there, as sentences. */
  obstacle?(
    client: ArmClient,
    id: string,
    inputs: Properties,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** What Azure says, as sentences, of why an object could not be made; asked after it was refused, where the right to ask is there. */
  refusal?(client: ArmClient, inputs: Properties, signal: AbortSignal): Promise<string | undefined>;
  /** Why an object must not be removed as it stands now, for a sentence. */
  removalObstacle?(object: AzureObject): string | undefined;
  /** What to tell when an object that is to be removed is not there, as sentences. */
  goneWith?(
    client: ArmClient,
    id: string,
    inputs: Properties,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** A sentence without its full stop, "2 protection containers are in it"; `undefined` when nothing uses the object. */
  usedBy(
    client: ArmClient,
    id: string,
    context: CallContext,
    object: AzureObject,
  ): Promise<string | undefined>;
  /** Whether a replicated machine is replicated by way of the object. Left out where none ever is. */
  replicates?(item: AzureObject, id: string, inputs: Properties): boolean;
  /** Rules between properties, of which every value that is `undefined` is unknown. */
  failures?(known: Readonly<Record<string, string | undefined>>): CheckFailure[];
  /** Rules about what else stands in Azure. */
  judge?(session: Session, judgement: Judgement): Promise<Finding[]>;
  /** What is wrong with declaring an object in this deployment, whatever stands in Azure. */
  declared?(deployment: DeploymentRecord, id: string, urn: string): Finding[];
  /** Called when an object has passed the rules and is about to be made or changed. */
  onJudged?(deployment: DeploymentRecord, id: string, inputs: Properties): void;
}

/** Every fixed property, the parent first. */
export function fixedProperties(kind: SiteRecoveryKind): readonly FixedProperty[] {
  return [kind.parent, ...kind.fixed];
}

/** Id of the object that inputs ask for. All of them must be known. */
export function idOf(kind: SiteRecoveryKind, inputs: Properties): string {
  return childId(textIn(inputs, kind.parent.name), kind.segment, textIn(inputs, kind.nameProperty));
}

/** The orderly removal, unless a purge is asked for by name. The service's DELETE purges: it forgets the object and leaves the other side as it is. */
export function removalOf(kind: SiteRecoveryKind, id: string, inputs: Properties): ArmRequest {
  if (kind.isPurged?.(inputs) === true) {
    return { method: "DELETE", url: siteRecoveryUrl(id) };
  }
  const { removalBody } = kind;
  const request: ArmRequest = { method: "POST", url: siteRecoveryUrl(id, "remove") };
  return removalBody === undefined ? request : { ...request, body: removalBody };
}

/** A text input that `check` has made sure of. */
export function textIn(inputs: Properties, name: string): string {
  const value = inputs[name];
  if (typeof value !== "string") {
    throw new TypeError(`${name} is not a text.`);
  }
  return value;
}

/** A sentence's first word. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
