export { signal, computed, effect, batch } from "./signals-core-1.14.5.js";
export type { Signal, ReadonlySignal } from "./signals-core-1.14.5.js";
