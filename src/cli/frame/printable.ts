/** A text from elsewhere on one line, in which nothing steers a terminal. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is taken out
  return text.replace(/\s*[\r\n]+\s*/g, " ").replace(/[\u0000-\u001f\u007f-\u009f]/g, "?");
}

/** The same for a text of several lines, which it keeps. */
export function printableLines(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is taken out
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (sign) =>
    sign === "\r" ? "" : "?",
  );
}

/** Whether colours may be written: to a terminal, unless `NO_COLOR` is set. */
export function mayColour(stream: { readonly isTTY?: boolean }): boolean {
  const { NO_COLOR: noColour = "", TERM: terminal = "" } = process.env;
  return stream.isTTY === true && noColour === "" && terminal !== "dumb";
}

const colours = { red: "31", green: "32", yellow: "33", grey: "90", bold: "1" } as const;

export type Colour = keyof typeof colours;

export function coloured(text: string, colour: Colour, isColoured: boolean): string {
  return isColoured ? `\u001b[${colours[colour]}m${text}\u001b[0m` : text;
}

/** `1 machine`, `2 machines`. */
export function counted(count: number, word: string, plural = `${word}s`): string {
  return `${count} ${count === 1 ? word : plural}`;
}
