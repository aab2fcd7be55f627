import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Thing, Toy, ToyProvider, toyDeployment } from "./toy-provider";

describe("the providers of an in-process deployment", () => {
  let toy: ToyProvider;

  beforeEach(() => {
    toy = new ToyProvider();
  });

  it("configures the default one from the stack, an explicit one from its arguments", async () => {
    const deployment = toyDeployment(toy, {
      configuration: { "toy:color": "red", "project:size": "7" },
    });
    const { failure, resources, outputs } = await deployment.run(() => {
      const provider = new Toy("blue", { color: "blue" });
      new Thing("default");
      new Thing("explicit", {}, { provider });
      return { size: new pulumi.Config().requireNumber("size") };
    });
    assert.equal(failure, undefined);
    assert.deepEqual(toy.configurations.map((configuration) => configuration.color).sort(), [
      "blue",
      "red",
    ]);
    assert.deepEqual(outputs, { size: 7 });
    assert.match(resources.find(({ name }) => name === "blue")?.id ?? "", /^[0-9a-f-]{36}$/);
    // A provider that is no longer declared still deletes what it made.
    toy.takeCalls();
    await deployment.run(() => undefined);
    assert.deepEqual(toy.calls.length, 2);
    assert.deepEqual(
      toy.configurations
        .slice(2)
        .map((configuration) => configuration.color)
        .sort(),
      ["blue", "red"],
    );
  });

  it("answers function calls, and lets a program catch their failure", async () => {
    const { outputs, failure } = await toyDeployment(toy).run(async () => {
      const thing = new Thing("it", { size: 4 });
      const ask = (args: Record<string, unknown>): Promise<unknown> =>
        pulumi.runtime.invoke("toy:index:ask", args, {});
      const caught = await ask({ fail: true }).catch((error: unknown) => (error as Error).message);
      const waited: pulumi.Output<unknown> = pulumi.runtime.invokeOutput(
        "toy:index:ask",
        { question: thing.size },
        {},
      );
      return {
        plain: await ask({ question: 1 }),
        waited,
        caught,
      };
    });
    assert.equal(failure, undefined);
    assert.deepEqual(outputs, {
      plain: { answer: 1 },
      waited: { answer: 4 },
      caught: "invocation of toy:index:ask returned an error: the toy is broken",
    });
  });
});
