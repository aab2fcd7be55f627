import assert from "node:assert/strict";
import { Stranger, Thing, ToyProvider, toyDeployment } from "./toy-provider";

const urn = (type: string, name: string) => `urn:pulumi:dev::project::${type}::${name}`;

describe("an in-process deployment that fails", () => {
  let toy: ToyProvider;

  beforeEach(() => {
    toy = new ToyProvider();
  });

  it("ends with the first failure, while dependents never go on and other work ends", async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    toy.before = async (call) => {
      if (call === "create broken") {
        release();
        throw new Error("Azure says no");
      }
      if (call === "create slow") {
        await released;
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const deployment = toyDeployment(toy);
    let reached = false;
    const result = await deployment.run(() => {
      const slow = new Thing("slow");
      new Thing("after-slow", { size: slow.serial });
      const broken = new Thing("broken");
      new Thing("dependent", { size: broken.serial });
      broken.serial.apply(() => {
        reached = true;
      });
      return { serial: broken.serial };
    });
    assert.equal(result.failure?.message, "Azure says no");
    assert.equal(reached, false);
    assert.deepEqual(result.outputs, {});
    assert.deepEqual(toy.calls, ["check slow", "check broken", "create slow", "create broken"]);
    assert.deepEqual(
      result.log.filter((line) => line.severity === "error"),
      [
        {
          severity: "error",
          message: "Azure says no",
          urn: urn("toy:index:Thing", "broken"),
        },
      ],
    );
    // What ended well is kept: the next run makes only the rest.
    toy.takeCalls();
    toy.before = () => undefined;
    const again = await deployment.run(() => {
      const slow = new Thing("slow");
      new Thing("after-slow", { size: slow.serial });
    });
    assert.equal(again.failure, undefined);
    assert.deepEqual(toy.calls, [
      "check slow",
      "diff slow",
      "check after-slow",
      "create after-slow",
    ]);
  });

  it("deletes nothing after a failure", async () => {
    const deployment = toyDeployment(toy);
    await deployment.run(() => new Thing("old").serial);
    toy.takeCalls();
    const { failure } = await deployment.run(() => new Thing("new", { bad: 1 }).serial);
    assert.equal(
      failure?.message,
      "toy:index:Thing resource 'new': property bad value {1} has a problem: it is bad",
    );
    assert.deepEqual(toy.calls, ["check new"]);
  });

  it("hands on what the program throws, unchanged", async () => {
    const thrown = new TypeError("a mistake");
    for (const program of [
      () => {
        new Thing("it");
        throw thrown;
      },
      async () => {
        await Promise.resolve();
        throw thrown;
      },
      () => {
        new Thing("it").serial.apply(() => {
          throw thrown;
        });
      },
      () => {
        void Promise.reject(thrown);
        return new Promise(() => undefined);
      },
    ]) {
      const { failure } = await toyDeployment(toy).run(program);
      assert.equal(failure, thrown);
    }
  });

  it("refuses a type that no provider has, with its name", async () => {
    const { failure } = await toyDeployment(toy).run(() => {
      new Stranger("toy:index:Other");
    });
    assert.equal(failure?.message, "Resource type toy:index:Other not found");
    const native = await toyDeployment(toy).run(() => {
      new Stranger("azure-native:compute:DedicatedHost");
    });
    assert.equal(
      native.failure?.message,
      "Resource type azure-native:compute:DedicatedHost not found",
    );
    const foreign = await toyDeployment(toy).run(() => {
      new Stranger("aws:s3:Bucket");
    });
    assert.equal(
      foreign.failure?.message,
      "No provider for the package 'aws': an in-process deployment has azure-native, azuread, azure-evergreen, toy.",
    );
  });

  it("refuses two resources of one name", async () => {
    const { failure } = await toyDeployment(toy).run(() => {
      new Thing("it");
      new Thing("it", { size: 2 });
    });
    assert.equal(
      failure?.message,
      `Duplicate resource URN '${urn("toy:index:Thing", "it")}'; try giving it a unique name`,
    );
  });

  it("keeps half-made work and updates it in the next run", async () => {
    const deployment = toyDeployment(toy);
    const program = () => new Thing("it", { halfMade: true }).serial;
    const { failure, resources } = await deployment.run(program);
    assert.equal(failure?.message, "half made");
    assert.equal(resources[1]?.id, undefined);
    toy.takeCalls();
    const next = await deployment.run(program);
    assert.deepEqual(toy.takeCalls(), ["check it", "diff it", "update it"]);
    assert.equal(next.resources[1]?.id, "id-1");
    await deployment.run(program);
    assert.deepEqual(toy.calls, ["check it", "diff it"]);
  });
});
