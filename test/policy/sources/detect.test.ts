import { assertRefused } from "./sources";

describe("a file that is to be judged", () => {
  it("is refused where it is nothing that is known, without a word of what it holds", () => {
    assertRefused(" \n", "It is empty.");
    assertRefused('{\n  "a": canary\n}', "It is no JSON.");
    for (const other of [{ canary: 1 }, "canary", 1]) {
      assertRefused(
        JSON.stringify(other),
        "It is neither what `pulumi preview --json` or `pulumi stack export` writes nor a listing of Azure Resource Graph.",
      );
    }
  });
});
