import * as pulumi from "@pulumi/pulumi";

/** A resource as a program registered it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  /** URN and id of its provider; empty for the engine's own. */
  readonly provider: string;
}

/** Runs a program against Pulumi's mocks and answers what it registered, by name: the order of siblings is not fixed. */
export async function registeredBy(
  program: () => unknown,
  configuration: Record<string, string> = {},
  secretKeys: readonly string[] = [],
): Promise<Registered[]> {
  const registered: Registered[] = [];
  pulumi.runtime.setAllConfig(configuration, [...secretKeys]);
  await pulumi.runtime.setMocks({
    newResource: (args) => {
      registered.push({
        type: args.type,
        name: args.name,
        inputs: args.inputs as Record<string, unknown>,
        provider: args.provider ?? "",
      });
      return { id: `${args.name}-id`, state: args.inputs as Record<string, unknown> };
    },
    call: (args) => args.inputs as Record<string, unknown>,
  });
  await pulumi.runtime.runInPulumiStack(async () => {
    await program();
    return {};
  });
  await pulumi.runtime.disconnect();
  return registered
    .filter(({ type }) => type !== "pulumi:pulumi:Stack")
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
