import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { componentPages, fileOf, withSmallestRole } from "../../tools/component-pages";
import { ComponentProgram, smallestRoleOf, type SmallestRole } from "../../tools/smallest-role";

/** Deploys a component's example twice and destroys it, by somebody who may do no more than is given. */
async function liveAndDie(page: string, actions: readonly string[]): Promise<ComponentProgram> {
  const program = new ComponentProgram(page, {
    roleName: "Smallest",
    description: "Deploys one component.",
    permission: { actions: [...actions], notActions: [], dataActions: [], notDataActions: [] },
  });
  await program.up();
  await program.up();
  await program.destroy();
  return program;
}

for (const page of componentPages()) {
  describe(`the smallest role that deploys ${page}`, () => {
    let role: SmallestRole;
    let actions: readonly string[];

    before(async () => {
      role = await smallestRoleOf(page);
      actions = [...role.up, ...role.destroy];
    });

    it("stands on its page", () => {
      assert.equal(readFileSync(fileOf(page), "utf8"), withSmallestRole(page, role));
    });

    it("is enough", async () => {
      const program = await liveAndDie(page, actions);
      assert.deepEqual(program.actions(false), []);
    });

    it("has nothing that could be taken from it", async () => {
      assert.ok(actions.length > 0);
      for (const action of actions) {
        await assert.rejects(
          liveAndDie(
            page,
            actions.filter((other) => other !== action),
          ),
          // Event Grid says it in words of its own.
          /AuthorizationFailed|LinkedAuthorizationFailed|does not have permission/,
          action,
        );
      }
    });
  });
}
