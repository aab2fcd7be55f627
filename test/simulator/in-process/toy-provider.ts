import * as pulumi from "@pulumi/pulumi";
import {
  ResourceInitializationError,
  type Properties,
  type PropertyChange,
  type ProviderHandlers,
} from "../../../src/plugin/handlers";
import { Estate } from "../../../src/simulator/estate";
import {
  InProcessDeployment,
  type InProcessDeploymentOptions,
} from "../../../src/simulator/in-process/in-process-deployment";

/** A provider that records its calls. A change of `fixed` replaces, of anything else updates. */
export class ToyProvider {
  readonly calls: string[] = [];
  readonly configurations: Properties[] = [];
  readonly seeds: string[] = [];
  /** Called before each call is answered, with its words: may throw, or wait. */
  before: (call: string) => void | Promise<void> = () => undefined;
  #made = 0;

  readonly factory = (): ProviderHandlers => {
    const call = async (words: string) => {
      this.calls.push(words);
      await this.before(words);
    };
    return {
      name: "toy",
      version: "1.0.0",
      secretOutputs: ["token"],
      configure: (configuration) => {
        this.configurations.push(configuration);
        return Promise.resolve();
      },
      resource: (token) =>
        token !== "toy:index:Thing"
          ? undefined
          : {
              check: async ({ newInputs, randomSeed }, { name }) => {
                await call(`check ${name}`);
                this.seeds.push(Buffer.from(randomSeed).toString("hex"));
                const failures =
                  newInputs.bad === undefined ? [] : [{ property: "bad", reason: "it is bad" }];
                return { inputs: { ...newInputs, checked: true }, failures };
              },
              diff: async ({ oldInputs, newInputs }, { name }) => {
                await call(`diff ${name}`);
                const changes: Record<string, PropertyChange> = {};
                for (const key of new Set([...Object.keys(oldInputs), ...Object.keys(newInputs)])) {
                  if (JSON.stringify(oldInputs[key]) !== JSON.stringify(newInputs[key])) {
                    changes[key] = key === "fixed" ? "update-replace" : "update";
                  }
                }
                return { changes, deleteBeforeReplace: newInputs.beside !== true };
              },
              create: async ({ inputs }, context) => {
                await call(`create ${context.name}`);
                context.log("info", `made with ${String(inputs.password)}`);
                const id = `id-${++this.#made}`;
                if (inputs.halfMade === true) {
                  throw new ResourceInitializationError(id, { ...inputs }, inputs, ["half made"]);
                }
                return { id, outputs: { ...inputs, serial: this.#made, token: "t" } };
              },
              read: async ({ id }, { name }) => {
                await call(`read ${name} ${id}`);
                return id === "gone"
                  ? undefined
                  : { id, inputs: { size: 1, checked: true }, outputs: { size: 1, serial: 99 } };
              },
              update: async ({ newInputs }, { name }) => {
                await call(`update ${name}`);
                return { outputs: { ...newInputs, serial: this.#made } };
              },
              delete: async ({ id }, { name }) => {
                await call(`delete ${name} ${id}`);
              },
            },
      async invoke(token, args) {
        await call(`invoke ${token}`);
        if (args.fail === true) {
          throw new Error("the toy is broken");
        }
        return { answer: args.question };
      },
    };
  };

  takeCalls(): string[] {
    return this.calls.splice(0);
  }
}

export class Thing extends pulumi.CustomResource {
  declare readonly serial: pulumi.Output<number>;
  declare readonly size: pulumi.Output<number>;
  declare readonly token: pulumi.Output<string>;
  declare readonly password: pulumi.Output<string>;

  constructor(
    name: string,
    args: Record<string, unknown> = {},
    opts?: pulumi.CustomResourceOptions,
  ) {
    const outputs = { serial: undefined, size: undefined, token: undefined, password: undefined };
    super("toy:index:Thing", name, { ...outputs, ...args }, opts);
  }
}

/** A resource of a type that the toy provider may not know. */
export class Stranger extends pulumi.CustomResource {
  constructor(type: string) {
    super(type, "it", {});
  }
}

export class Group extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("toy:index:Group", name, {}, opts);
  }
}

export class Toy extends pulumi.ProviderResource {
  constructor(name: string, args: Record<string, unknown> = {}) {
    super("toy", name, args);
  }
}

/** A deployment against no Azure at all, with the toy provider. */
export function toyDeployment(
  toy: ToyProvider,
  options: Partial<InProcessDeploymentOptions> = {},
): InProcessDeployment {
  const azure = {
    estate: new Estate(),
    connect: () => {
      throw new Error("there is no Azure here");
    },
  };
  return new InProcessDeployment(azure, {
    principal: { objectId: "o" },
    providers: { toy: toy.factory },
    ...options,
  });
}
