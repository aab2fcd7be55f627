import { readFileSync } from "node:fs";
import { WrongInput } from "./wrong-input";

/** What a message calls a file that was given on the command line. */
export function nameOfFile(file: string): string {
  return file === "-" ? "stdin" : file;
}

/** The text of a file, or of stdin for `-`. PowerShell 5 redirects into UTF-16, and with a mark before it. */
export function readInputFile(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === "-" ? 0 : file);
  } catch (error) {
    throw new WrongInput(`${nameOfFile(file)}: ${whyUnread(error)}`);
  }
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isWide ? "utf16le" : "utf8").replace(/^\uFEFF/, "");
}

function whyUnread(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOENT":
      return "There is no such file.";
    case "EISDIR":
      return "It is a directory.";
    case "EACCES":
      return "It may not be read.";
    default:
      return message;
  }
}
