import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Group, Thing, ToyProvider, toyDeployment } from "./toy-provider";

const urn = (type: string, name: string) => `urn:pulumi:dev::project::${type}::${name}`;

describe("resource options in an in-process deployment", () => {
  let toy: ToyProvider;

  beforeEach(() => {
    toy = new ToyProvider();
  });

  it("ignores changes of named properties, inside objects too", async () => {
    const deployment = toyDeployment(toy);
    const program = (tags: Record<string, string>, size: number) => () =>
      new Thing("it", { tags, size }, { ignoreChanges: ["tags.a", "size"] }).serial;
    await deployment.run(program({ a: "1", b: "1" }, 1));
    toy.takeCalls();
    await deployment.run(program({ a: "2", b: "1" }, 2));
    assert.deepEqual(toy.takeCalls(), ["check it", "diff it"]);
    await deployment.run(program({ a: "2", b: "2" }, 2));
    assert.deepEqual(toy.calls, ["check it", "diff it", "update it"]);
  });

  it("replaces for what the program says replaces, and by its own order", async () => {
    const deployment = toyDeployment(toy);
    const program = (size: number, beside: boolean) => () =>
      new Thing("it", { size, beside }, { replaceOnChanges: ["size"], deleteBeforeReplace: true })
        .serial;
    await deployment.run(program(1, true));
    toy.takeCalls();
    await deployment.run(program(2, true));
    assert.deepEqual(toy.calls, ["check it", "diff it", "delete it id-1", "check it", "create it"]);
  });

  it("protects from replacement and deletion, in Pulumi's words", async () => {
    const deployment = toyDeployment(toy);
    const program = (fixed: number) => () => new Thing("it", { fixed }, { protect: true }).serial;
    await deployment.run(program(1));
    const name = urn("toy:index:Thing", "it");
    const replaced = await deployment.run(program(2));
    assert.equal(
      replaced.failure?.message,
      `unable to replace resource "${name}"\nas it is currently marked for protection. To unprotect the resource, ` +
        "remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`",
    );
    const deleted = await deployment.run(() => undefined);
    assert.equal(
      deleted.failure?.message,
      `resource "${name}" cannot be deleted\nbecause it is protected. To unprotect the resource, either remove ` +
        "the `protect` flag from the resource in your Pulumi program and run `pulumi up`, or use the command:\n" +
        `\`pulumi state unprotect '${name}'\``,
    );
    assert.equal(toy.calls.filter((call) => call.startsWith("delete")).length, 0);
  });

  it("retains on delete", async () => {
    const deployment = toyDeployment(toy);
    await deployment.run(() => new Thing("it", {}, { retainOnDelete: true }).serial);
    toy.takeCalls();
    const { failure } = await deployment.run(() => undefined);
    assert.equal(failure, undefined);
    assert.deepEqual(toy.calls, []);
  });

  it("finds a renamed resource by its alias", async () => {
    const deployment = toyDeployment(toy);
    await deployment.run(() => new Thing("old").serial);
    toy.takeCalls();
    const { resources } = await deployment.run(() => {
      const group = new Group("g");
      new Thing(
        "new",
        {},
        { parent: group, aliases: [{ name: "old", parent: pulumi.rootStackResource }] },
      );
    });
    assert.deepEqual(toy.calls, ["check new", "diff new"]);
    assert.equal(resources[2]?.id, "id-1");
  });

  it("imports, then updates what differs", async () => {
    const deployment = toyDeployment(toy);
    const program = (size: number, id: string) => () =>
      new Thing("it", { size }, { import: id }).serial;
    await deployment.run(program(2, "there"));
    assert.deepEqual(toy.takeCalls(), ["read it there", "check it", "diff it", "update it"]);
    await deployment.run(program(2, "there"));
    assert.deepEqual(toy.takeCalls(), ["check it", "diff it"]);
    const { failure } = await toyDeployment(toy).run(program(1, "gone"));
    assert.equal(failure?.message, "resource 'gone' does not exist");
  });

  it("reads what another manages, and leaves it alone", async () => {
    const deployment = toyDeployment(toy);
    const program = () => {
      const found = new Thing("found", {}, { id: "there" });
      return { serial: found.serial };
    };
    const { outputs, resources } = await deployment.run(program);
    assert.deepEqual(outputs, { serial: 99 });
    assert.equal(resources[1]?.id, "there");
    await deployment.run(() => undefined);
    assert.deepEqual(toy.calls, ["read found there"]);
    const { failure } = await deployment.run(() => new Thing("it", {}, { id: "gone" }).serial);
    assert.equal(failure?.message, "resource 'gone' does not exist");
  });

  it("refuses by name what would have no effect", async () => {
    const { failure } = await toyDeployment(toy).run(() => {
      new Thing("it", {}, { replacementTrigger: "now" });
    });
    assert.equal(
      failure?.message,
      "The option replacementTrigger of it [toy:index:Thing] has no effect in an in-process deployment. " +
        "Leave it out, or deploy with the pulumi command.",
    );
    for (const [opts, word] of [
      [{ transforms: [() => undefined] }, "transforms"],
      [{ deletedWith: undefined, hooks: { beforeCreate: [() => undefined] } }, "resource hooks"],
    ] as const) {
      const result = await toyDeployment(toy).run(() => new Thing("it", {}, opts as object).serial);
      assert.match(result.failure?.message ?? "", new RegExp(`does not support ${word}`));
    }
  });
});
