import {
  Module,
  PowerShell72Module,
  Python2Package,
  Python3Package,
} from "@pulumi/azure-native/automation";
import * as pulumi from "@pulumi/pulumi";
import { retiredRuntimeFindings } from "../../azure/automation-runtime-rules";
import type { ChildOptions } from "../shared/child-options";
import { choiceFindings } from "../shared/argument-rules";
import { rule, type Rule } from "../shared/inputs";
import { contentLink } from "./content-link";
import { accountArguments, childNameRules, type AccountPlace } from "./place";
import { linkRules } from "./runtime-environments";

/** The system's runtime environment into which a module is imported. */
export const AutomationModuleRuntime = {
  PowerShell51: "PowerShell-5.1",
  PowerShell72: "PowerShell-7.2",
  Python2: "Python-2.7",
  Python3: "Python-3.8",
} as const;
export type AutomationModuleRuntime =
  (typeof AutomationModuleRuntime)[keyof typeof AutomationModuleRuntime];

/** A module of PowerShell or a package of Python in one of the system's runtime environments, which Azure fetches and imports. */
export interface AutomationAccountModuleArgs {
  /** https address of the module: a `.zip` or `.nupkg`, for Python a `.whl` or `.tar.gz`. */
  uri: pulumi.Input<string>;
  /** Name of the module. Defaults to its key. Changing it replaces the module. */
  moduleName?: string;
  /** Into which runtime it is imported; one of `AutomationModuleRuntime`. Defaults to `PowerShell-5.1`. Changing it replaces the module. */
  runtime?: AutomationModuleRuntime;
  /** Version of the module. Defaults to what it says itself. */
  version?: pulumi.Input<string>;
  /** SHA-256 digest of the module, which Azure checks. Defaults to none. */
  sha256?: pulumi.Input<string>;
}

/** Makes `${name}-module-${key}` for each module. */
export function makeModules(
  modules: Record<string, AutomationAccountModuleArgs> | undefined,
  place: AccountPlace,
  opts: ChildOptions,
): pulumi.CustomResource[] {
  return Object.entries(modules ?? {}).map(([key, args]) => {
    const childName = `${place.name}-module-${key}`;
    const account = accountArguments(place);
    const link = contentLink(args);
    const moduleName = args.moduleName ?? key;
    switch (args.runtime ?? AutomationModuleRuntime.PowerShell51) {
      case AutomationModuleRuntime.PowerShell72:
        return new PowerShell72Module(
          childName,
          { ...account, moduleName, contentLink: link },
          opts,
        );
      case AutomationModuleRuntime.Python2:
        return new Python2Package(
          childName,
          { ...account, packageName: moduleName, contentLink: link },
          opts,
        );
      case AutomationModuleRuntime.Python3:
        return new Python3Package(
          childName,
          { ...account, packageName: moduleName, contentLink: link },
          opts,
        );
      default:
        return new Module(childName, { ...account, moduleName, contentLink: link }, opts);
    }
  });
}

/** What can be said of modules by themselves. */
export function moduleRules(
  modules: Record<string, AutomationAccountModuleArgs> | undefined,
  now: Date,
): Rule[] {
  const runtimes = Object.values(AutomationModuleRuntime);
  const ofRuntime = (runtime: string): Record<string, AutomationAccountModuleArgs> =>
    Object.fromEntries(
      Object.entries(modules ?? {}).filter(([, each]) => (each.runtime ?? runtimes[0]) === runtime),
    );
  return [
    ...runtimes.flatMap((runtime) =>
      childNameRules(ofRuntime(runtime), "module", "modules", "moduleName"),
    ),
    ...linkRules(modules, "modules"),
    ...Object.entries(modules ?? {}).map(([key, { runtime }]) =>
      rule({}, () => {
        const path = `modules.${key}.runtime`;
        const [language = "", version = ""] = (runtime ?? "").split("-");
        return runtime === undefined
          ? []
          : [
              ...choiceFindings(runtime, runtimes, path),
              ...retiredRuntimeFindings({ language, version }, path, now),
            ];
      }),
    ),
  ];
}
