import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Group, Thing, ToyProvider, toyDeployment } from "./toy-provider";

const urn = (type: string, name: string) => `urn:pulumi:dev::project::${type}::${name}`;
const stackUrn = urn("pulumi:pulumi:Stack", "project-dev");

describe("an in-process deployment", () => {
  let toy: ToyProvider;

  beforeEach(() => {
    toy = new ToyProvider();
  });

  it("makes what a program declares, in order of dependence, and tells the tree", async () => {
    const result = await toyDeployment(toy).run(() => {
      const group = new Group("g");
      const first = new Thing("first", { size: 1 }, { parent: group });
      const second = new Thing("second", { size: first.serial }, { parent: group });
      new Thing("third", {}, { dependsOn: second });
      return { size: second.size, id: second.id };
    });
    assert.equal(result.failure, undefined);
    assert.deepEqual(toy.calls, [
      "check first",
      "create first",
      "check second",
      "create second",
      "check third",
      "create third",
    ]);
    assert.deepEqual(result.resources, [
      { urn: stackUrn, type: "pulumi:pulumi:Stack", name: "project-dev" },
      { urn: urn("toy:index:Group", "g"), type: "toy:index:Group", name: "g", parent: stackUrn },
      {
        urn: urn("toy:index:Group$toy:index:Thing", "first"),
        type: "toy:index:Thing",
        name: "first",
        parent: urn("toy:index:Group", "g"),
        id: "id-1",
      },
      {
        urn: urn("toy:index:Group$toy:index:Thing", "second"),
        type: "toy:index:Thing",
        name: "second",
        parent: urn("toy:index:Group", "g"),
        id: "id-2",
      },
      {
        urn: urn("toy:index:Thing", "third"),
        type: "toy:index:Thing",
        name: "third",
        parent: stackUrn,
        id: "id-3",
      },
    ]);
    assert.deepEqual(result.outputs, { size: 1, id: "id-2" });
  });

  it("changes nothing when nothing changed", async () => {
    const deployment = toyDeployment(toy);
    const program = () => new Thing("it", { size: 1 }).serial;
    await deployment.run(program);
    toy.takeCalls();
    const { failure, resources } = await deployment.run(program);
    assert.equal(failure, undefined);
    assert.deepEqual(toy.calls, ["check it", "diff it"]);
    assert.equal(resources[1]?.id, "id-1");
  });

  it("updates what changed and gives the new outputs", async () => {
    const deployment = toyDeployment(toy);
    const program = (size: number) => () => ({ size: new Thing("it", { size }).size });
    await deployment.run(program(1));
    toy.takeCalls();
    const { outputs } = await deployment.run(program(2));
    assert.deepEqual(toy.calls, ["check it", "diff it", "update it"]);
    assert.deepEqual(outputs, { size: 2 });
  });

  it("replaces by deleting first, and with it what must be replaced too", async () => {
    const deployment = toyDeployment(toy);
    const program = (fixed: number) => () => {
      const base = new Thing("base", { fixed });
      const bound = new Thing("bound", { fixed: base.serial });
      new Thing("loose", { size: base.serial });
      new Thing("further", { fixed: bound.serial });
    };
    await deployment.run(program(1));
    toy.takeCalls();
    const { failure } = await deployment.run(program(2));
    assert.equal(failure, undefined);
    assert.deepEqual(toy.calls.slice(0, 10), [
      "check base",
      "diff base",
      "diff bound",
      "diff loose",
      "diff further",
      "delete further id-4",
      "delete bound id-2",
      "delete base id-1",
      "check base",
      "create base",
    ]);
    assert.deepEqual(
      toy.calls.slice(10).filter((call) => /^(create|update|delete)/.test(call)),
      ["create bound", "update loose", "create further"],
    );
  });

  it("replaces by making the new one first, with another seed, where both can stand", async () => {
    const deployment = toyDeployment(toy);
    const program = (fixed: number) => () => new Thing("it", { fixed, beside: true }).serial;
    await deployment.run(program(1));
    toy.takeCalls();
    await deployment.run(program(2));
    assert.deepEqual(toy.calls, ["check it", "diff it", "check it", "create it", "delete it id-1"]);
    const [first, second, third] = toy.seeds;
    assert.equal(first, second);
    assert.notEqual(second, third);
    assert.equal(first?.length, 64);
  });

  it("keeps the old one when its replacement cannot be made", async () => {
    const deployment = toyDeployment(toy);
    const program = (fixed: number) => () => new Thing("it", { fixed, beside: true }).serial;
    await deployment.run(program(1));
    toy.before = (call) => {
      if (call === "create it") {
        throw new Error("no");
      }
    };
    const { failure } = await deployment.run(program(2));
    assert.equal(failure?.message, "no");
    toy.takeCalls();
    toy.before = () => undefined;
    await deployment.run(program(1));
    assert.deepEqual(toy.calls, ["check it", "diff it"]);
  });

  it("deletes what a program no longer declares, the newest first", async () => {
    const deployment = toyDeployment(toy);
    await deployment.run(() => {
      const first = new Thing("first");
      const second = new Thing("second", { size: first.serial });
      new Thing("third", { size: second.serial });
    });
    toy.takeCalls();
    await deployment.run(() => new Thing("first").serial);
    assert.deepEqual(toy.takeCalls(), [
      "check first",
      "diff first",
      "delete third id-3",
      "delete second id-2",
    ]);
    const { resources } = await deployment.run(() => undefined);
    assert.deepEqual(toy.calls, ["delete first id-1"]);
    assert.equal(resources.length, 1);
  });

  it("deletes what was replaced after what still hangs on it", async () => {
    const deployment = toyDeployment(toy);
    const base = (fixed: number) => new Thing("base", { fixed, beside: true });
    await deployment.run(() => new Thing("user", { size: base(1).serial }).serial);
    toy.takeCalls();
    await deployment.run(() => base(2).serial);
    assert.deepEqual(toy.calls.slice(-3), ["create base", "delete user id-2", "delete base id-1"]);
  });

  it("names deterministically", async () => {
    const program = () => new Thing("it").serial;
    await toyDeployment(toy).run(program);
    await toyDeployment(toy).run(program);
    assert.equal(toy.seeds[0], toy.seeds[1]);
    await toyDeployment(toy, { stack: "prod" }).run(program);
    assert.notEqual(toy.seeds[0], toy.seeds[2]);
  });

  it("keeps secrets secret in outputs, messages and logs", async () => {
    const { outputs, log, failure } = await toyDeployment(toy).run(async () => {
      const thing = new Thing("it", { password: pulumi.secret("hunter2"), size: 1 });
      return {
        password: thing.password,
        token: thing.token,
        size: thing.size,
        marked: await pulumi.isSecret(thing.password),
        plain: await pulumi.isSecret(thing.size),
      };
    });
    assert.equal(failure, undefined);
    assert.deepEqual(outputs, {
      password: "[secret]",
      token: "[secret]",
      size: 1,
      marked: true,
      plain: false,
    });
    assert.deepEqual(
      log.map((line) => line.message),
      ["made with [secret]"],
    );
    toy.before = (call) => {
      if (call.startsWith("create")) {
        throw new Error("cannot use hunter2 here");
      }
    };
    const failed = await toyDeployment(toy).run(
      () => new Thing("it", { password: pulumi.secret("hunter2") }).serial,
    );
    assert.equal(failed.failure?.message, "cannot use [secret] here");
  });

  it("keeps what the program logs", async () => {
    const { log } = await toyDeployment(toy).run(async () => {
      const group = new Group("g");
      await pulumi.log.warn("mind this", group);
      await pulumi.log.info("and that");
    });
    assert.deepEqual(log, [
      { severity: "warning", message: "mind this", urn: urn("toy:index:Group", "g") },
      { severity: "info", message: "and that" },
    ]);
  });

  it("keeps deployments apart that run at the same time", async () => {
    const names = await Promise.all(
      ["one", "two"].map(async (stack) => {
        const { outputs } = await toyDeployment(new ToyProvider(), { stack }).run(async () => {
          await new Promise((resolve) => setImmediate(resolve));
          const thing = new Thing("it");
          return { urn: thing.urn, stack: pulumi.getStack(), project: pulumi.getProject() };
        });
        return outputs;
      }),
    );
    assert.deepEqual(names, [
      { urn: "urn:pulumi:one::project::toy:index:Thing::it", stack: "one", project: "project" },
      { urn: "urn:pulumi:two::project::toy:index:Thing::it", stack: "two", project: "project" },
    ]);
  });
});
