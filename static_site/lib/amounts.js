/**
 * The exact sum of decimal amounts of one currency; floating point would lose cents over a month of orders.
 * @param {string[]} amounts digits such as "12.30" or "-0.00091"
 * @returns {string} with as many places as the longest of them
 */
export function addAmounts(amounts) {
  const places = Math.max(0, ...amounts.map((amount) => (amount.split(".")[1] ?? "").length));
  const sum = amounts.reduce((whole, amount) => whole + scaled(amount, places), 0n);
  return written(sum, places);
}

/** @param {string} amount @param {number} places */
function scaled(amount, places) {
  const [whole, fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.padEnd(places, "0"));
}

/** @param {bigint} sum @param {number} places */
function written(sum, places) {
  const digits = String(sum < 0n ? -sum : sum).padStart(places + 1, "0");
  const cut = digits.length - places;
  return (sum < 0n ? "-" : "") + digits.slice(0, cut) + (places ? `.${digits.slice(cut)}` : "");
}
