/** A request as it comes off the wire. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query, or an absolute address. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Left out when empty. */
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Left out when empty. */
  readonly body?: string;
}

/** Path and query of an address, query names in lower case. */
export function readAddress(url: string): {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
} {
  const rest = url.replace(/^https?:\/\/[^/?#]*/i, "");
  const mark = rest.indexOf("?");
  const rawPath = mark < 0 ? rest : rest.slice(0, mark);
  const query = Object.fromEntries(
    [...new URLSearchParams(mark < 0 ? "" : rest.slice(mark + 1))].map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]),
  );
  return { path: decodePath(rawPath), query };
}

/** One leading slash, none at the end, escapes undone; a broken escape stays as it is. */
function decodePath(rawPath: string): string {
  const path = `/${rawPath.replace(/^\/+|\/+$/g, "")}`;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** An answer in JSON; text as it is where the headers name another content type. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  if (body === undefined) {
    return { status, headers };
  }
  const type = headers["content-type"];
  if (typeof body === "string" && type !== undefined && !type.includes("json")) {
    return { status, headers, body };
  }
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(body),
  };
}
