/** Where the properties of one object stand in Azure's JSON. */
export interface Layout {
  /**
   * The properties that stand in the object itself; all others stand in its `properties`. Left out
   * when the object has the same form on both sides.
   */
  readonly topLevel?: readonly string[];
  /** Places that do not follow from the name: name in a program → path in Azure's JSON, by `/`. */
  readonly renames?: Readonly<Record<string, string>>;
  /** The same for arguments alone, where an output of that name is something else. */
  readonly argumentRenames?: Readonly<Record<string, string>>;
}

/** How one resource type of azure-native becomes requests to Azure Resource Manager. */
export interface Translation extends Layout {
  /** Without the package, for example `compute:VirtualMachine`. */
  readonly token: string;
  /** Path template; its parameters are arguments of the same name, `subscriptionId` aside. */
  readonly path: string;
  readonly apiVersion: string;
  /** Arguments whose change replaces the resource; arguments in the path always do. */
  readonly immutable?: readonly string[];
  /** How a name is made that the program does not give, where the path does not tell. */
  readonly autoname?: "uuid";
  /** Operations that Azure's specification marks as long-running: they are waited for. */
  readonly longRunning?: readonly ("put" | "delete")[];
  /**
   * Lists whose items may also be resources of their own: an unset one is sent empty on create and
   * as it stands in Azure on update. By dotted argument path.
   */
  readonly maintained?: readonly string[];
  /** Arguments that go back to a given value when a program no longer sets them. */
  readonly resetWhenRemoved?: Readonly<Record<string, unknown>>;
  /** What a text argument must look like. */
  readonly limits?: Readonly<Record<string, TextLimits>>;
  /** Arguments that a write carries in its query. */
  readonly query?: readonly string[];
  /** The api-version is the argument `apiVersion`. */
  readonly apiVersionArgument?: boolean;
}

export interface TextLimits {
  /** Regular expression that the text must match. */
  readonly expression: string;
  readonly shortest: number;
  readonly longest: number;
}

/** A function of azure-native that is a POST below a resource. */
export interface FunctionTranslation {
  readonly token: string;
  readonly path: string;
  readonly apiVersion: string;
  /** Arguments that go into the query, with their names there. */
  readonly query?: Readonly<Record<string, string>>;
  /** Arguments that go into the body, with their names there. */
  readonly body?: Readonly<Record<string, string>>;
  /** Names in the answer's items, Azure's → the program's. */
  readonly renames?: Readonly<Record<string, string>>;
}

export const subscriptionPath = "/subscriptions/{subscriptionId}";

export const groupPath = `${subscriptionPath}/resourceGroups/{resourceGroupName}`;

/** Names of a path template's parameters, in order. */
export function parametersOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
}

/** The arguments that stand in a resource's path. */
export function pathArguments({ path }: Pick<Translation, "path">): string[] {
  return parametersOf(path).filter((name) => name !== "subscriptionId");
}
