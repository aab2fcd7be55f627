import { Variable } from "@pulumi/azure-native/automation";
import * as pulumi from "@pulumi/pulumi";
import { variableJson, variableValueFindings } from "../../azure/automation-variable";
import type { ChildOptions } from "../shared/child-options";
import { mapInput, rule, type Rule } from "../shared/inputs";
import { accountArguments, childNameRules, type AccountPlace } from "./place";

/** A value that runbooks read: one of text, number, boolean, moment or JSON. */
export interface AutomationAccountVariableArgs {
  /** Name of the variable. Defaults to its key. Changing it replaces the variable. */
  variableName?: string;
  /** A text. Left out, the value is of another type. */
  text?: pulumi.Input<string>;
  /** A number. Left out, the value is of another type. */
  number?: pulumi.Input<number>;
  /** Yes or no. Left out, the value is of another type. */
  boolean?: pulumi.Input<boolean>;
  /** A moment, such as `2026-12-01T08:00:00Z`. Left out, the value is of another type. */
  dateTime?: pulumi.Input<string>;
  /** Any other value as JSON text. Left out, the value is of another type. */
  json?: pulumi.Input<string>;
  /** Whether Azure keeps the value encrypted and tells it to runbooks alone. It is then a secret in the state too. Defaults to `true`. Changing it replaces the variable. */
  encrypted?: pulumi.Input<boolean>;
  /** What it is for. Defaults to none. */
  description?: pulumi.Input<string>;
}

const types = ["text", "number", "boolean", "dateTime", "json"] as const;

/** Makes `${name}-variable-${key}` for each variable. */
export function makeVariables(
  variables: Record<string, AutomationAccountVariableArgs> | undefined,
  place: AccountPlace,
  opts: ChildOptions,
): pulumi.CustomResource[] {
  return Object.entries(variables ?? {}).map(([key, args]) => {
    const variableName = args.variableName ?? key;
    return new Variable(
      `${place.name}-variable-${key}`,
      {
        ...accountArguments(place),
        variableName,
        name: variableName,
        value: mapInput(valueOf(args), variableJson),
        isEncrypted: args.encrypted ?? true,
        ...(args.description !== undefined && { description: args.description }),
      },
      // Azure encrypts no variable that is there, and tells none that is encrypted.
      { ...opts, replaceOnChanges: ["isEncrypted"], deleteBeforeReplace: true },
    );
  });
}

/** The variables with the values of encrypted ones marked secret. */
export function withSecretValues(
  variables: Record<string, AutomationAccountVariableArgs>,
): Record<string, AutomationAccountVariableArgs> {
  return Object.fromEntries(
    Object.entries(variables).map(([key, args]) => [
      key,
      args.encrypted === false
        ? args
        : {
            ...args,
            ...Object.fromEntries(
              Object.entries(valueOf(args)).map(([type, value]) => [type, pulumi.secret(value)]),
            ),
          },
    ]),
  );
}

export function variableRules(
  variables: Record<string, AutomationAccountVariableArgs> | undefined,
): Rule[] {
  return [
    ...childNameRules(variables, "variable", "variables", "variableName"),
    ...Object.entries(variables ?? {}).map(([key, args]) =>
      rule(valueOf(args), (known) => variableValueFindings(known, `variables.${key}`)),
    ),
  ];
}

function valueOf(
  args: AutomationAccountVariableArgs,
): Pick<AutomationAccountVariableArgs, (typeof types)[number]> {
  return Object.fromEntries(
    types.filter((type) => args[type] !== undefined).map((type) => [type, args[type]]),
  );
}
