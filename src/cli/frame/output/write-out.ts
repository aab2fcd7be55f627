import { once } from "node:events";
import type { Writable } from "node:stream";

/** Characters that are written at a time: as much as a pipe holds. */
const writtenAtOnce = 65_536;

/**
 * Writes pieces of a text one after another, no faster than they are read: whoever pages through them with `less` does
 * not make them all wait in memory. A reader who has read enough, as `head` does, ends it.
 */
export async function writeOut(
  pieces: Iterable<string>,
  output: Writable = process.stdout,
): Promise<void> {
  try {
    let unwritten = "";
    for (const piece of pieces) {
      unwritten += piece;
      if (unwritten.length >= writtenAtOnce) {
        await write(unwritten, output);
        unwritten = "";
      }
    }
    await write(unwritten, output);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") {
      throw error;
    }
  }
}

async function write(text: string, output: Writable): Promise<void> {
  if (!output.write(text)) {
    await once(output, "drain");
  }
}
