import { printable } from "../printable";
import type { Cell } from "../view";

/** A cell as text on one line. */
export function cellText(cell: Cell): string {
  if (cell === undefined || cell === null) {
    return "";
  }
  if (typeof cell === "boolean") {
    return cell ? "yes" : "no";
  }
  return printable(String(cell));
}
