import type { ArmClient } from "../arm/arm-client";
import type { Finding } from "../azure/finding";
import type { CallContext, Properties, PropertyChange } from "../plugin/handlers";
import type { AzureObject } from "../arm/azure-object";

/** What a property of something in an automation account holds. */
export interface AutomationProperty {
  readonly type: "text" | "flag" | "number" | "texts" | "numbers" | "textMap" | "objects";
  readonly required?: true;
  /** Whether Azure takes it only when the thing is made, so that a change replaces it. */
  readonly fixed?: true;
  /** Whether it only says how to begin, so that a change of it changes nothing. */
  readonly beginsOnly?: true;
  /** Whether two values mean the same although they are written differently. */
  readonly same?: (left: unknown, right: unknown) => boolean;
}

/** What a call of a handler works on. */
export interface AutomationTask {
  readonly client: ArmClient;
  readonly id: string;
  /** Without unknown values. */
  readonly inputs: Properties;
  readonly context: CallContext;
  /** Makes the error for work that is begun and not complete. */
  readonly halfMade: (reason: string) => Error;
}

/** One kind of thing in an automation account that azure-native cannot manage whole. */
export interface AutomationKind {
  readonly token: string;
  /** For messages, for example `runbook`. */
  readonly noun: string;
  /** Segment of its type, for example `runbooks`. */
  readonly segment: string;
  /** For example `runbookName`. */
  readonly nameProperty: string;
  /** Everything but the account and the name. */
  readonly properties: Readonly<Record<string, AutomationProperty>>;
  /** Names of the outputs beside the inputs. */
  readonly told: readonly string[];
  /** Those of them that no update changes, so that a preview knows them. */
  readonly lasting?: readonly string[];
  /** What is wrong with inputs of which none is unknown. */
  findings(inputs: Properties): readonly Finding[];
  /** Whether a change of these inputs cannot be made; a sentence that says why. */
  refusedChange?(
    before: Properties,
    after: Properties,
  ): { property: string; reason: string } | undefined;
  /** Makes it. `existing` is something of the name that an interrupted deployment can have left. */
  create(task: AutomationTask, existing: AzureObject | undefined): Promise<Properties>;
  /** Whether what is there already can be of an interrupted deployment: just begun, or just as asked for. */
  isLeftBehind(existing: AzureObject, inputs: Properties): boolean;
  /** Changes it; `changed` names the properties that differ. Answers the outputs beside the inputs. */
  update(
    task: AutomationTask,
    changed: Readonly<Record<string, PropertyChange>>,
    outputs: Properties,
  ): Promise<Properties>;
  /** What Azure holds, in the words of the inputs, and the outputs beside them. */
  read(
    object: AzureObject,
    task: AutomationTask,
    outputs: Properties,
  ): Promise<{ readonly held: Properties; readonly told: Properties }>;
  /** Deletes what belongs to it and is something of its own; called once it is gone. */
  deleteRest?(task: AutomationTask): Promise<void>;
}
