import type * as pulumi from "@pulumi/pulumi";
import { automationNameFindings, repeatedNameFindings } from "../../azure/automation-names";
import { parseResourceId } from "../../azure/resource-id";
import { mapInput, rule, ruleOn, type Rule } from "../shared/inputs";

/** The account in which children stand. */
export interface AccountPlace {
  /** Name of the component. */
  readonly name: string;
  readonly automationAccountId: pulumi.Input<string>;
}

/** The arguments by which azure-native finds the account. They follow from its id, which a preview knows. */
export function accountArguments({ automationAccountId }: AccountPlace): {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly automationAccountName: pulumi.Input<string>;
} {
  return {
    resourceGroupName: mapInput(
      automationAccountId,
      (id) => parseResourceId(id).resourceGroupName ?? "",
    ),
    automationAccountName: mapInput(automationAccountId, (id) => parseResourceId(id).name),
  };
}

/** The rules on the names of children of one kind: each by itself, and that none comes twice. */
export function childNameRules<T extends object>(
  children: Record<string, T> | undefined,
  kind: string,
  group: string,
  nameProperty: keyof T & string,
): Rule[] {
  const names = Object.fromEntries(
    Object.entries(children ?? {}).map(([key, child]) => [
      key,
      (child[nameProperty] ?? key) as pulumi.Input<string>,
    ]),
  );
  const pathOf = (key: string): string => `${group}.${key}.${nameProperty}`;
  return [
    ...Object.entries(names).flatMap(([key, name]) =>
      ruleOn(name, (known) => automationNameFindings(kind, known, pathOf(key))),
    ),
    rule(names, (known) => repeatedNameFindings(known, pathOf)),
  ];
}
