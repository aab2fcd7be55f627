import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { writeOut } from "../../../src/cli/frame/output/write-out";

/** Pieces of 40,000 characters, and how many have been asked for. */
function piecesOf(count: number) {
  const asked = { pieces: 0 };
  return {
    asked,
    *[Symbol.iterator]() {
      for (; asked.pieces < count; asked.pieces++) {
        yield String(asked.pieces % 10).repeat(40_000);
      }
    },
  };
}

describe("writing a result", () => {
  it("writes every piece in its order, no faster than it is read", async () => {
    const pieces = piecesOf(25);
    const ahead: number[] = [];
    let text = "";
    const output = new Writable({
      write(chunk: Buffer, _encoding, done) {
        ahead.push(pieces.asked.pieces - text.length / 40_000);
        text += chunk.toString();
        setImmediate(done);
      },
    });
    await writeOut(pieces, output);
    assert.equal(text, [...piecesOf(25)].join(""));
    assert.ok(Math.max(...ahead) <= 2, `it was ${Math.max(...ahead)} pieces ahead`);
  });

  it("ends where the reader has read enough, and fails where it cannot write", async () => {
    const failing = (code: string) =>
      new Writable({
        write(_chunk, _encoding, done) {
          setImmediate(() => {
            done(Object.assign(new Error(`write ${code}`), { code }));
          });
        },
      });
    const pieces = piecesOf(1000);
    await writeOut(pieces, failing("EPIPE"));
    assert.equal(pieces.asked.pieces, 1);
    await assert.rejects(writeOut(piecesOf(3), failing("ENOSPC")), { message: "write ENOSPC" });
  });
});
