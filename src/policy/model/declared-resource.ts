import type { SecretMarks } from "../../plugin/secrets";
import { Reader } from "./reader";

/** A resource as the engine, a state file or a listing tells of it; secrets are in clear. */
export interface ResourceFacts {
  /** Pulumi's name for it; a listing's rows have their ARM id here. */
  readonly urn: string;
  /** Name in the program; a listing's rows have Azure's. */
  readonly name: string;
  /** Type token, for example `azure-native:compute:VirtualMachine`. */
  readonly token: string;
  /** What was asked for, in azure-native's words or our provider's. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What Azure answered; empty before it did. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Which of the inputs and outputs are secret. */
  readonly secrets?: SecretMarks;
  /** ARM id where it is told. */
  readonly id?: string | undefined;
  /** Subscription of its provider, where it is known. */
  readonly subscriptionId?: string | undefined;
  readonly parent?: string | undefined;
  /** URNs of the resources that it waits for. */
  readonly dependencies?: readonly string[];
  /** URNs of the resources that a property was made of, by the property's name. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** A resource whose Azure type is known to the rules. */
export class DeclaredResource {
  /** ARM type in Azure's spelling, for example `Microsoft.Compute/virtualMachines`. */
  readonly type: string;
  readonly facts: ResourceFacts;
  /** Reads what was asked for. Reading an unknown value ends the rule: it is "not yet known". */
  readonly inputs: Reader;
  /** Reads what Azure answered, and what was asked for where it did not answer. */
  readonly outputs: Reader;

  constructor(type: string, facts: ResourceFacts) {
    this.type = type;
    this.facts = facts;
    this.inputs = new Reader(facts.inputs, "");
    this.outputs = new Reader({ ...facts.inputs, ...facts.outputs }, "");
  }

  get urn(): string {
    return this.facts.urn;
  }

  get name(): string {
    return this.facts.name;
  }

  /** Whether it is one of our provider's resources, whose properties have names of their own. */
  get isEvergreen(): boolean {
    return this.facts.token.startsWith("azure-evergreen:");
  }
}
