/** @typedef {string | number} Amount a number, or the digits of one too long for a number */
/** @typedef {{value: Amount, currency_code: string, formatted?: string | null}} Money */

/**
 * The page's language with the person's own habits: "en" becomes their "en-GB" where they have one.
 * @returns {string}
 */
function locale() {
  const language = globalThis.document?.documentElement.lang || "en";
  const own = globalThis.document
    ? navigator.languages.find((name) => name.split("-")[0] === language)
    : undefined;
  return own ?? language;
}

/** Formatters cost more to make than to use; a page of 50 rows needs hundreds of each kind.
 * @type {Map<string, any>} */
const made = new Map();

/**
 * @template T
 * @param {new (locale: string, options: any) => T} Kind
 * @param {object} options
 * @returns {T}
 */
function formatter(Kind, options) {
  const key = Kind.name + locale() + JSON.stringify(options);
  if (!made.has(key)) made.set(key, new Kind(locale(), options));
  return made.get(key);
}

/** @param {Amount | null | undefined} value */
export function number(value) {
  if (value === null || value === undefined || value === "") return "–";
  const whole = typeof value === "string" && /^-?\d+$/.test(value) ? BigInt(value) : Number(value);
  return formatter(Intl.NumberFormat, { maximumFractionDigits: 2 }).format(whole);
}

/**
 * Two places, so that a column can be read down; prices run to thousandths of a cent, so what two places
 *   would hide keeps five.
 * @param {Money | null | undefined} money
 * @param {{exact?: boolean}} [how] exact: five places for any amount
 */
export function money(money, { exact = false } = {}) {
  if (!money) return "–";
  const places = exact || Math.abs(Number(money.value)) < 0.1 ? 5 : 2;
  try {
    const options = {
      style: "currency",
      currency: money.currency_code,
      currencyDisplay: "narrowSymbol",
      minimumFractionDigits: 2,
      maximumFractionDigits: places,
    };
    return formatter(Intl.NumberFormat, options).format(/** @type {number} */ (money.value));
  } catch {
    return money.formatted || `${money.value} ${money.currency_code}`;
  }
}

/** An amount for the axis of a chart: short, without places. @param {number} value @param {string} currency */
export const wholeMoney = (value, currency) => {
  const options = {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    notation: "compact",
    maximumFractionDigits: value && Math.abs(value) < 10 ? 1 : 0,
  };
  try {
    return formatter(Intl.NumberFormat, options).format(value);
  } catch {
    return number(value);
  }
};

const STEPS = /** @type {const} */ ([
  ["second", 60],
  ["minute", 60],
  ["hour", 24],
  ["day", 30],
  ["month", 12],
  ["year", Infinity],
]);

/**
 * "10 min. ago", "in 5 sec."; seconds go in steps of five, so that a line of them does not flicker.
 * @param {number} ms epoch milliseconds
 * @param {number} now epoch milliseconds
 */
export function relative(ms, now) {
  let value = (ms - now) / 1000;
  if (Math.abs(value) < 60) value = Math.trunc(value / 5) * 5;
  for (const [unit, size] of STEPS) {
    if (Math.abs(value) < size)
      return formatter(Intl.RelativeTimeFormat, { numeric: "auto", style: "narrow" }).format(
        Math.trunc(value),
        unit,
      );
    value /= size;
  }
  return "";
}

// Times of day are told in 24 hours everywhere: shorter in a table, and the same for people of several countries.

/** @param {number} ms epoch milliseconds */
export const dateTime = (ms) =>
  formatter(Intl.DateTimeFormat, { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" }).format(ms);

/** A day as panels and sums count them: in UTC, whatever the person's zone. @param {number} ms epoch milliseconds */
export const utcDay = (ms) =>
  formatter(Intl.DateTimeFormat, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" }).format(ms);

/** @param {number} ms epoch milliseconds */
export const day = (ms) => formatter(Intl.DateTimeFormat, { dateStyle: "medium" }).format(ms);

/** @param {number} ms epoch milliseconds; the date is told when it is not today */
export function clockTime(ms, now = Date.now()) {
  const sameDay = new Date(ms).toDateString() === new Date(now).toDateString();
  const options = sameDay ? { timeStyle: "medium" } : { dateStyle: "medium", timeStyle: "short" };
  return formatter(Intl.DateTimeFormat, { ...options, hourCycle: "h23" }).format(ms);
}

/**
 * A moment on the axis of a chart: a day where the marks are days apart, else a time of day.
 * @param {number} ms epoch milliseconds
 * @param {number} step seconds between two marks
 */
export const axisTime = (ms, step) =>
  formatter(
    Intl.DateTimeFormat,
    step >= 86400 ? { day: "numeric", month: "short" } : { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  ).format(ms);

/**
 * "45 sec", "3 min", "1.5 hr"
 * @param {number | null | undefined} seconds
 */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  const [value, unit] =
    seconds < 60
      ? [seconds, "second"]
      : seconds < 3600
        ? [seconds / 60, "minute"]
        : seconds < 86400
          ? [seconds / 3600, "hour"]
          : [seconds / 86400, "day"];
  return formatter(Intl.NumberFormat, {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: 1,
  }).format(value);
}

/**
 * @param {string | number | null | undefined} time ISO 8601, or UNIX seconds as the panels send them
 * @returns {number | null} epoch milliseconds
 */
export function toMs(time) {
  if (time === null || time === undefined || time === "") return null;
  const ms = typeof time === "number" ? time * 1000 : Date.parse(time);
  return Number.isNaN(ms) ? null : ms;
}

/**
 * @param {string} template "{rows} rows would go"
 * @param {Record<string, unknown>} values
 */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/**
 * @param {Amount} count
 * @param {{one?: string, other: string} & Record<string,
 *   string>} forms plural forms by Intl.PluralRules; `{count}` is filled in
 */
export function plural(count, forms) {
  const form = formatter(Intl.PluralRules, {}).select(Number(count));
  return fill(forms[form] ?? forms.other, { count: number(count) });
}
