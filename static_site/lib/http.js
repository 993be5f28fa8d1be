import { parseJson } from "./json.js";

/**
 * What went wrong with a call. `status` 0: no answer at all. `code` and `message` are the API's own, `field`
 *   names the
 * form field at fault, `retryAfter` is in seconds, `body` is the whole answer for callers that know more of
 *   it.
 */
export class ApiError extends Error {
  /**
   * @param {{status: number, code: string, message: string, field?: string, retryAfter?: number,
   *   body?: unknown}} what
   */
  constructor({ status, code, message, field, retryAfter, body }) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.field = field;
    this.retryAfter = retryAfter;
    this.body = body;
  }
}

/** @typedef {string | number | boolean | null | undefined} Value */
/** @typedef {{query?: Record<string, Value>, body?: unknown, signal?: AbortSignal}} CallOptions */

/**
 * One caller for the whole dashboard: JSON both ways, the session's CSRF token on every call that changes
 *   something,
 * and `onSignedOut` when the session has ended.
 * @param {(url: string, init: RequestInit) => Promise<Response>} fetch the seam: tests hand in a function
 */
export function createHttp(fetch) {
  const http = {
    csrfToken: "",
    onSignedOut: () => {},
    /** @type {(path: string, options?: CallOptions) => Promise<any>} */
    get: (path, options) => call("GET", path, options),
    /** @type {(path: string, body?: unknown) => Promise<any>} */
    post: (path, body) => call("POST", path, { body: body ?? {} }),
    /** @type {(path: string, body: unknown) => Promise<any>} */
    patch: (path, body) => call("PATCH", path, { body }),
    /** @type {(path: string, body: unknown) => Promise<any>} */
    put: (path, body) => call("PUT", path, { body }),
    /** @type {(path: string, query?: Record<string, Value>) => Promise<any>} */
    delete: (path, query) => call("DELETE", path, { query }),
    /** What is not JSON: a CSV with the headers it came under.
     * @param {string} path @param {CallOptions} [options] */
    text: async (path, options) => {
      const answer = await send("GET", path, options);
      return { text: await answer.text(), headers: answer.headers };
    },
  };

  /**
   * @param {string} method
   * @param {string} path
   * @param {CallOptions} [options]
   */
  async function call(method, path, options) {
    const answer = await send(method, path, options);
    return decode(await answer.text());
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {CallOptions} [options]
   * @throws {ApiError}
   */
  async function send(method, path, { query, body, signal } = {}) {
    /** @type {Record<string, string>} */
    const headers = { Accept: "application/json" };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (method !== "GET") headers["X-CSRF-Token"] = http.csrfToken;
    const text = body === undefined ? undefined : JSON.stringify(body);
    const answer = await fetch(path + queryString(query), { method, headers, signal, body: text }).catch(
      (error) => {
        throw signal?.aborted ? error : new ApiError({ status: 0, code: "unreachable", message: "" });
      },
    );
    if (answer.ok) return answer;
    const error = asError(answer, decode(await answer.text()));
    if (error.status === 401 && error.code !== "sign_in_failed") http.onSignedOut();
    throw error;
  }

  return http;
}

/**
 * @param {Record<string, Value> | undefined} query empty values are left out
 * @returns {string} "" or "?a=b"
 */
export function queryString(query) {
  const set = Object.entries(query ?? {}).filter(
    ([, value]) => value !== undefined && value !== null && value !== "",
  );
  return set.length ? "?" + new URLSearchParams(set.map(([key, value]) => [key, String(value)])) : "";
}

/** @param {string} text */
function decode(text) {
  if (!text) return null;
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/**
 * @param {Response} answer
 * @param {any} content
 */
function asError(answer, content) {
  const { code = "unexpected", message = "", field } = content?.error ?? {};
  const retryAfter = Number(answer.headers.get("Retry-After")) || undefined;
  return new ApiError({ status: answer.status, code, message, field, retryAfter, body: content });
}
